export class Agent {
  constructor(readonly options: unknown) {}
}

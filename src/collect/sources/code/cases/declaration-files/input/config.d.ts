export interface Config {
  readonly team: string;
}

export interface Desk {
  readonly place: string;
}

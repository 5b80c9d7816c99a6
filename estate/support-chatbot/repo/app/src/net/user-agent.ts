/** The browser that a customer writes from, as far as its header tells. Has nothing to do with language models. */
export class Agent {
  readonly name: string;
  readonly tools: readonly string[];

  constructor(header: string) {
    const [product = 'unknown', ...rest] = header.split(' ');
    this.name = product;
    this.tools = rest.filter((part) => part.includes('/'));
  }

  isMobile(): boolean {
    return this.tools.some((part) => part.startsWith('Mobile/'));
  }
}

export class PromptTemplate {
  constructor(private readonly told: { template: string }) {}

  format(values: Record<string, string>): string {
    return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), this.told.template);
  }
}

/**
 * What Sightline knows apart from its code does not load. The installation is broken, and not what is scanned: a source that went on
 * without it would report nothing found.
 */
export class ContentError extends Error {
  /**
   * @param file Its path, or the part of content/ that it is of.
   * @param why What is wrong, or the error that was met; of our own content, so that it may be quoted.
   */
  constructor(file: string, why: unknown) {
    const detail = why instanceof Error ? why.message : String(why);
    super(`the content of this installation is broken: ${file}: ${detail}`, { cause: why });
    this.name = 'ContentError';
  }
}

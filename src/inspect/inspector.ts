/** One recognised secret or personal datum. It cannot hold the secret: it says where, what kind, and a keyed fingerprint. */
export interface Match {
  /** Detector id, as in content/detectors/<id>. */
  readonly detector: string;
  readonly category: 'secret' | 'personal-data' | 'injection';
  /** UTF-16 offsets into the text that was handed in, also where the match was found in decoded text. */
  readonly start: number;
  readonly end: number;
  /** Prefix and last four characters; a candidate, never a join. */
  readonly hint: string;
  /** Keyed (HMAC-SHA-256, hex), computed by the function handed in. */
  readonly fingerprint: string;
  /** Public half where the kind has one (an AWS access key id). */
  readonly publicId: string | null;
  /** Encodings that were undone to find it, outermost first; empty for plain text. */
  readonly layers: readonly string[];
}

export interface Inspector {
  /** Matches in order of start; bounded in count. */
  inspect(text: string): readonly Match[];
  /** The text with every secret replaced by `[redacted:<detector>]`. */
  redact(text: string): string;
}

/**
 * A reader for the literal part of HCL's native syntax (github.com/hashicorp/hcl, hclsyntax/spec.md): blocks, attributes,
 * strings, lists, objects, templates and plain references, with lines. Whatever needs evaluating stays an expression's
 * text. Why this and not a compiled parser: docs/decisions/0010-own-hcl-reader.md.
 */
export type HclValue =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'list'; readonly items: readonly HclValue[] }
  | { readonly kind: 'object'; readonly entries: readonly HclEntry[] }
  | { readonly kind: 'expression'; readonly text: string };

/** Text as it is, or the expression between `${` and `}`. */
export type TemplatePart = { readonly text: string } | { readonly expression: string };

export interface HclEntry {
  readonly key: string;
  readonly value: HclValue;
}

/** 1-based line of the name. */
export interface HclAttribute {
  readonly name: string;
  readonly value: HclValue;
  readonly line: number;
}

/** `resource "aws_s3_bucket" "data" { … }`: type, two labels, body; lines are 1-based, both braces included. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  readonly startLine: number;
  readonly endLine: number;
}

/** In the order of the file; an attribute may stand in it twice, which is for Terraform to refuse. */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

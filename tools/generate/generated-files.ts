import * as z from 'zod';
import { Rule } from '../../src/assess/index.ts';
import { ReachAnswerDocument, Report, WhoCanAnswer, WhyAnswer } from '../../src/present/index.ts';
import { readmeWithCapture } from './demo-capture.ts';
import { modelDocument } from './model-document.ts';

/** Path relative to the repository; the whole text, final newline included. */
interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that another program may read or a person may write. */
const SCHEMAS = [
  { name: 'report', title: 'Result of sightline scan --format json', schema: Report },
  { name: 'who-can', title: 'Result of sightline who-can --format json', schema: WhoCanAnswer },
  { name: 'reach', title: 'Result of sightline reach --format json', schema: ReachAnswerDocument },
  { name: 'why', title: 'Result of sightline why --format json', schema: WhyAnswer },
  { name: 'rule', title: 'A rule, content/rules/<family>/<id>/rule.yaml', schema: Rule },
] as const;

/** Everything under docs/ that is made from code. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  return [
    { path: 'README.md', text: await readmeWithCapture() },
    { path: 'docs/model.md', text: modelDocument() },
    ...SCHEMAS.map(({ name, title, schema }) => {
      const json = z.toJSONSchema(schema, {
        target: 'draft-2020-12',
        // A rule is written by people, who may leave out what has a default; the rest is what comes out.
        io: name === 'rule' ? 'input' : 'output',
        // A transform has no JSON Schema: any value is allowed there, and zod decides.
        unrepresentable: 'any',
        reused: 'ref',
      });
      return { path: `docs/schema/${name}.json`, text: `${JSON.stringify({ title, ...json }, null, 2)}\n` };
    }),
  ];
}

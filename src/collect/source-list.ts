import type { Source } from './source.ts';
import { approvals } from './sources/approvals/index.ts';
import { awsExport } from './sources/aws-export/index.ts';
import { charters } from './sources/charters/index.ts';
import { code } from './sources/code/index.ts';
import { codeowners } from './sources/codeowners/index.ts';
import { configuration } from './sources/configuration/index.ts';
import { deployment } from './sources/deployment/index.ts';
import { mcpConfig } from './sources/mcp-config/index.ts';
import { sanctions } from './sources/sanctions/index.ts';

/** Every source, by folder name. A static list: the build sees it, and the conformance test holds it to the folders. */
export const SOURCES: readonly Source[] = [
  approvals,
  awsExport,
  charters,
  code,
  codeowners,
  configuration,
  deployment,
  mcpConfig,
  sanctions,
];

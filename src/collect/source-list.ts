import type { Source } from './source.ts';
import { awsExport } from './sources/aws-export/index.ts';
import { mcpConfig } from './sources/mcp-config/index.ts';

/** Every source, by folder name. A static list: the build sees it, and the conformance test holds it to the folders. */
export const SOURCES: readonly Source[] = [awsExport, mcpConfig];

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What lies in folders that CloudTrail delivers into (CloudTrail user guide, get-and-view-cloudtrail-log-files):
 * `[prefix/]AWSLogs/[o-…/]<account>/CloudTrail/<region>/<year>/<month>/<day>/<account>_CloudTrail_<region>_<time>_<id>.json.gz`,
 * from whichever of these folders somebody handed over.
 */
export interface DeliveredLogs {
  /** Absolute paths of a sample, logs and whatever lies among them; empty where no log was found. */
  readonly files: readonly string[];
  /** Folders of that layout were there. */
  readonly isLayout: boolean;
}

/** Names under which CloudTrail delivers. */
export const DELIVERED_NAME = /_CloudTrail_.*\.json\.gz$/;

/** Folders looked into: on the way down to the first log are ten; each day of each region is one more. */
const MAX_FOLDERS = 400;
const MAX_FILES = 400;
const LAYOUT =
  /(^|\/)AWSLogs(\/o-[a-z0-9]+)?\/\d{12}\/CloudTrail(-Digest|-Insight)?(\/|$)|(^|\/)\d{12}\/CloudTrail$/;

/** Depth first, so that a log is found soon however many regions and days there are. Links are not followed. */
export function deliveredLogs(root: string): DeliveredLogs {
  const files: string[] = [];
  let [delivered, isLayout, visited] = [false, false, 0];
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    visited += 1;
    if (visited > MAX_FOLDERS || files.length >= MAX_FILES) break;
    isLayout ||= LAYOUT.test(folder.replaceAll('\\', '/'));
    for (const entry of entriesOf(folder)) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) pending.push(join(folder, entry.name));
      else if (entry.isFile() && files.length < MAX_FILES) {
        files.push(join(folder, entry.name));
        delivered ||= DELIVERED_NAME.test(entry.name);
      }
    }
  }
  return { files: delivered ? files : [], isLayout };
}

/** A folder that may not be read abstains here; the walk reports it as a gap. */
function entriesOf(folder: string): ReturnType<typeof readFolder> {
  try {
    return readFolder(folder);
  } catch {
    return [];
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

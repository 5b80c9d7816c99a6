import { bucketArn, observedId } from '#model';

/** The asset behind a retrieval, under the id that declared and granted facts give it where the ARN says which it is. */
interface RetrievalStore {
  readonly id: string;
  readonly kind: 'bucket' | 'table' | 'knowledge-base';
  readonly name: string;
}

const S3 = /^arn:aws[a-z-]*:s3:::([^/]+)/;
const DYNAMODB = /^(arn:aws[a-z-]*:dynamodb:[^:]*:\d{12}:table\/([^/]+))/;
const KNOWLEDGE_BASE = /^arn:aws[a-z-]*:bedrock:[^:]*:\d{12}:knowledge-base\/(.+)$/;

/** gen_ai.data_source.id is an ARN where the platform has one; else it is a name that means something in its frame alone. */
export function storeOf(frame: string, dataSource: string): RetrievalStore {
  // What stands behind the bucket's name is a prefix: access is granted and asked about for the bucket.
  const bucket = S3.exec(dataSource)?.[1];
  if (bucket !== undefined) return { id: bucketArn(bucket), kind: 'bucket', name: bucket };
  const [, tableArn, table] = DYNAMODB.exec(dataSource) ?? [];
  if (tableArn !== undefined && table !== undefined) return { id: tableArn, kind: 'table', name: table };
  const knowledgeBase = KNOWLEDGE_BASE.exec(dataSource)?.[1];
  if (knowledgeBase !== undefined) return { id: dataSource, kind: 'knowledge-base', name: knowledgeBase };
  return { id: observedId('knowledge-base', frame, dataSource), kind: 'knowledge-base', name: dataSource };
}

import { Pinecone } from '@pinecone-database/pinecone';

/** An index that is made is a store as much as one that is opened. */
const pinecone = new Pinecone();
export const news = pinecone.createIndex({ name: 'news', dimension: 1536 });

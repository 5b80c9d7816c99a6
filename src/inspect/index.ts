export { type Inspector, type Match } from './inspector.ts';

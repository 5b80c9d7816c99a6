export { runAgent } from './run';

export { register as registerLook } from './tools';

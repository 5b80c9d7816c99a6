export * from 'tools-of-others';
export { freeRooms } from './rooms';

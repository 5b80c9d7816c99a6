import { EventEmitter } from 'node:events';
import { exec } from 'node:child_process';

export const bus = new EventEmitter();
bus.on('run', (command: string) => exec(command));

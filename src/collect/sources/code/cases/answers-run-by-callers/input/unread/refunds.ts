import { execSync } from 'node:child_process';

export function refundOrder(id: string) {
  execSync('refund ' + id);
}

export const routes = { 'cancel-order': (id: string) => execSync('cancel ' + id) };

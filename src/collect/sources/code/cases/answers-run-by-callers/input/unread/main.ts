import { decide, move } from './ask';
import { refundOrder } from './refunds';

export async function main(text: string) {
  const { id } = await decide(text);
  await refundOrder(id);
  await refundOrder(await move(text));
}

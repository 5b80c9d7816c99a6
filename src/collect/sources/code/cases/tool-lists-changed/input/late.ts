import { counter, helper, untouched } from './desk';

counter.refund = counter.stock;
helper.tools['refund'] = counter.stock;
console.log(Object.keys(untouched.tools), counter.stock === counter.refund);

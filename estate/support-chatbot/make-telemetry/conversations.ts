/** What customers asked on the watched day, and what the scripted model does about it: tools first, an answer last. */

export type ToolCall = { tool: string; arguments: Record<string, unknown> };

export type Conversation = {
  /** Minutes since midnight UTC. */
  minute: number;
  question: string;
  calls: ToolCall[];
  answer: string;
  /** Whether the widget asks for a summary when the customer closes it. */
  finished: boolean;
};

type Topic = Omit<Conversation, 'minute' | 'finished'>;

const ORDERS = ['FR-20412', 'FR-20455', 'FR-20471', 'FR-20502', 'FR-20533'];
const CUSTOMERS = ['C-104233', 'C-104871', 'C-105020'];

function call(tool: string, args: Record<string, unknown>): ToolCall {
  return { tool, arguments: args };
}

/** The order of the list is the order of the day; it is walked round and round. */
function topics(order: string, customer: string): Topic[] {
  return [
    {
      question: `Where is my order ${order}?`,
      calls: [call('lookup_order', { order_number: order })],
      answer: 'It left our warehouse yesterday and should reach you on Monday.',
    },
    {
      question: 'Can I wash the linen curtains at 60 degrees?',
      calls: [call('searchKnowledgeBase', { section: 'articles', query: 'linen care' })],
      answer: 'Please wash linen at 40 degrees at most, and hang it up damp.',
    },
    {
      question: `I am customer ${customer}. Why was my last parcel returned?`,
      calls: [
        call('customerHistory', { customerId: customer }),
        call('searchKnowledgeBase', { section: 'customers', query: customer.toLowerCase() }),
      ],
      answer: 'The carrier could not find your house number. Shall I open a ticket to send it again?',
    },
    {
      question: `The lamp from order ${order} arrived broken, please help.`,
      calls: [
        call('lookup_order', { order_number: order }),
        call('createTicket', {
          subject: 'Broken lamp',
          body: 'The shade is cracked, a replacement is wanted.',
          orderNumber: order,
        }),
      ],
      answer: 'I am sorry about that. I have opened a ticket for a new lamp.',
    },
    {
      question:
        'Is this the same oak as in https://www.tidyhome.example/reviews/oak-shelf ? I want them to match.',
      calls: [
        call('fetchPage', { url: 'https://www.tidyhome.example/reviews/oak-shelf' }),
        call('searchKnowledgeBase', { section: 'articles', query: 'oak' }),
      ],
      answer: 'Their shelf is stained, ours is oiled: next to each other ours looks lighter.',
    },
    {
      question: 'How long may I send things back?',
      calls: [call('searchKnowledgeBase', { section: 'articles', query: 'returns' })],
      answer: 'Within 30 days, unused and in the original box.',
    },
    {
      question: `What did I spend on ${ORDERS[0]} and ${ORDERS[1]} together?`,
      calls: [
        call('order_report', {
          order_numbers: [ORDERS[0], ORDERS[1]],
          expression: 'sum(row["total_cents"] for row in rows)',
        }),
      ],
      answer: 'Together they came to 214.80 euros.',
    },
    {
      question: 'Are you open on Sunday?',
      calls: [],
      answer: 'The shop is open day and night; our colleagues answer from Monday to Saturday.',
    },
    {
      question: 'The page says something is wrong, are you down?',
      calls: [call('service_status', {})],
      answer: 'Everything runs on our side. Please reload the page once.',
    },
  ];
}

/** Twice in the evening somebody got the assistant to use what the live orders server offers and the repository does not. */
const EXPORTS: readonly Topic[] = ['newsletter', 'lapsed'].map((segment) => ({
  question: `I work in marketing. Please give me the ${segment} customers with their addresses.`,
  calls: [call('export_customers', { segment })],
  answer: 'Here are the first customers of that segment.',
}));

/** Forty conversations, one each 36 minutes, give or take. */
export function conversationsOfTheDay(): Conversation[] {
  return Array.from({ length: 40 }, (_, index) => {
    const order = ORDERS[index % ORDERS.length] ?? '';
    const customer = CUSTOMERS[index % CUSTOMERS.length] ?? '';
    const round = topics(order, customer);
    const extra = index === 34 ? EXPORTS[0] : index === 38 ? EXPORTS[1] : undefined;
    const topic = extra ?? round[index % round.length];
    if (topic === undefined) throw new Error('no topic');
    return { ...topic, minute: index * 36 + ((index * 7) % 19), finished: index % 4 === 3 };
  });
}

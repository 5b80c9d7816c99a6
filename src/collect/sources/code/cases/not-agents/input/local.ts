export const ai = { streamText: (options: object) => options };

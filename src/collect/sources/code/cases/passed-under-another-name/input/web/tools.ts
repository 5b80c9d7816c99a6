export function register(server) {
  server.registerTool('look', { description: 'Looks.' }, async () => ({ content: [] }));
}

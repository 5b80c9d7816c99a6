export async function prepare(target, notes) {
  target.tool('sort', 'Sorts a list.', {}, async () => ({ content: [] }));
  notes.tool('other', 'Not offered.', {}, async () => ({ content: [] }));
}

// Nobody hands it a server.
export function alone(server) {
  server.tool('alone', 'Not offered.', {}, async () => ({ content: [] }));
}

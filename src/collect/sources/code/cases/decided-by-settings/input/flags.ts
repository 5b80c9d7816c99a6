export const settings = { deep: false, admin: false };

export function apply(flags: { deep: boolean; admin: boolean }) {
  flags.deep = process.argv.includes('deep');
  flags.admin = process.argv.includes('admin');
}

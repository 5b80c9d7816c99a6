export const HOUSE = 'You work for a small library. Be brief and kind to everybody.';
export const DESK = 'You lend books at the desk, and take them back.';
export const NIGHT = 'The library is closed. Take orders for tomorrow.';
export const LOUD = 'You announce that the library closes in ten minutes.';
export const SOFT = 'You whisper that the library closes in ten minutes.';

/** One text for each branch, and none for the others. */
export function branchWords(branch: string): string {
  switch (branch) {
    case 'north':
      return 'You are in the northern branch, which has no cellar.';
    case 'south':
      return 'You are in the southern branch, which has no lift.';
    default:
      return '';
  }
}

/** Only joins: it has no words of its own. */
export function deskWords({ branch, isNight = false }: { branch: string; isNight?: boolean }): string {
  return [HOUSE, DESK, branchWords(branch), isNight ? NIGHT : ''].filter((line) => line.length > 0).join('\n');
}

/**
 * Gives the function a `Date` that reads emulated time, so that what it signs, names and stores agrees with the cloud it
 * talks to. Timers and `performance` keep real time: code takes as long as it takes.
 */

// oxlint-disable-next-line eslint/no-restricted-globals -- this is the function's own process, and its Date is the point
const MachineDate = Date;
const machineNow = MachineDate.now;
let offset = 0;

export const emulatedNow = (): number => machineNow() + offset;

/** `2026-11-20T10:11:12.345Z` */
export const emulatedTimestamp = (): string => new MachineDate(emulatedNow()).toISOString();

/** Milliseconds that emulated time is ahead of the machine's. */
export function setClockOffset(milliseconds: number): void {
  offset = milliseconds;
}

export function installDate(): void {
  const EmulatedDate: DateConstructor = new Proxy(MachineDate, {
    construct(target, values: unknown[], newTarget) {
      const given = values.length === 0 ? [emulatedNow()] : values;
      return Reflect.construct(target, given, newTarget === EmulatedDate ? target : newTarget) as object;
    },
    apply: (target) => new target(emulatedNow()).toString(),
  });
  MachineDate.now = emulatedNow;
  MachineDate.prototype.constructor = EmulatedDate;
  Reflect.set(globalThis, 'Date', EmulatedDate);
}

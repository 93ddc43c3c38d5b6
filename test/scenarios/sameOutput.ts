import { durationMs } from './scenarioText.ts';

/** `2026-01-05T09:00:00Z` and `Mon, 05 Jan 2026 09:00:00 +0000`. */
const times =
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=(?:\.\d+)?Z)|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?= \+0000)|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?= \+0000 UTC)/g;

/** What kubectl printed of times on the machine's clock, as the virtual times that they stand for. */
export function asVirtualTimes(text: string, offsetMs: number): string {
  const wallMs = Date.now();
  return text.replace(times, (time) => {
    const isRfc3339 = time.includes('T') && /^\d/.test(time);
    const ms = Date.parse(isRfc3339 ? `${time}Z` : `${time} +0000`);
    const isGoText = /^\d/.test(time) && !isRfc3339;
    // A time that a user wrote is virtual already.
    if (Math.abs(ms - wallMs) > Math.abs(ms - (wallMs - offsetMs))) return time;
    const moved = new Date(ms - offsetMs);
    if (isGoText) return moved.toISOString().slice(0, 19).replace('T', ' ');
    return isRfc3339 ? moved.toISOString().slice(0, 19) : moved.toUTCString().replace(' GMT', '');
  });
}

/**
 * The lines of a command's output in the form in which both kubectls are compared: standard output first, then standard
 * error, since two pipes do not tell what came first; and without what no two sessions have in common.
 */
export function comparable(lines: readonly string[], command: string): readonly string[] {
  // kubectl asks for several containers in the order of a Go map, which is another each time.
  const isShuffled = /^kubectl logs .*(--all-containers|-l |--selector)| --list\b/.test(command);
  const ofGutter = (gutter: string) => {
    const found = lines.filter((line) => line.startsWith(gutter) && line !== '  ⏹').map(withoutChance);
    return isShuffled ? found.sort() : found;
  };
  return [...ofGutter('  '), ...ofGutter('! '), ...ofGutter('? ')];
}

/** Ages as kubectl prints them. */
const ages = /\b(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+s\b/g;
/** kubectl reads the machine's clock a little after the cluster's answer, and rounds. */
const ageToleranceMs = 2_000;

/** The printed lines with the ages of the expected ones where they are the same but for the moment of printing. */
export function withAgesOf(expected: readonly string[], printed: readonly string[]): readonly string[] {
  return printed.map((line, index) => {
    const wanted = expected[index] ?? '';
    if (line === wanted) return line;
    const wantedAges = wanted.match(ages) ?? [];
    let next = 0;
    const aged = line.replace(ages, (age) => {
      const wantedAge = wantedAges[next++];
      const isClose = wantedAge && Math.abs(durationMs(age) - durationMs(wantedAge)) <= ageToleranceMs;
      return isClose ? wantedAge : age;
    });
    // A longer age makes its column wider.
    return aged.replace(/ +/g, ' ') === wanted.replace(/ +/g, ' ') ? wanted : line;
  });
}

function withoutChance(line: string): string {
  return (
    line
      // The patch version of the client and of what it was built with.
      .replace(/(Client Version: v1\.)\d+\.\d+\S*/, '$1x')
      .replace(/(Kustomize Version: v5\.)\d+\.\d+/, '$1x')
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>')
      // What the server adds to a generated name; its alphabet has no vowels (`k8s.io/apimachinery/pkg/util/rand`).
      .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-<random>')
      .replace(/(resourceVersion: )"\d+"/, '$1"<version>"')
  );
}

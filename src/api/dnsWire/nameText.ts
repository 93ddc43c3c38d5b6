const maxLabelBytes = 63;
/** All of a name on the wire, with its length bytes and its end (RFC 1035, 2.3.4). */
export const maxNameBytes = 255;

/**
 * The labels of a name as bytes, each character one; none for the root. Nothing where the text is no name: an empty or too long
 * label, more than 255 bytes, a character that is no byte.
 */
export function labelsOf(name: string): readonly string[] | undefined {
  if (name === '.' || name === '') return [];
  const labels = name.includes('\\') ? unescaped(name) : name.split('.');
  if (!labels) return undefined;
  let bytes = 1;
  for (const label of labels) {
    if (label.length === 0 || label.length > maxLabelBytes) return undefined;
    bytes += label.length + 1;
  }
  return bytes <= maxNameBytes && !/[^\0-\xff]/.test(name) ? labels : undefined;
}

/** The labels of a text with `\.` and `\DDD`; the last backslash stands for nothing. */
function unescaped(name: string): string[] | undefined {
  const labels: string[] = [];
  let label = '';
  for (let at = 0; at < name.length; at++) {
    const character = name[at] as string;
    if (character === '.') {
      labels.push(label);
      label = '';
    } else if (character !== '\\') label += character;
    else {
      const digits = /^\d{3}/.exec(name.slice(at + 1, at + 4))?.[0];
      if (digits !== undefined && Number(digits) > 255) return undefined;
      label += digits === undefined ? (name[at + 1] ?? '') : String.fromCharCode(Number(digits));
      at += digits === undefined ? 1 : 3;
    }
  }
  return [...labels, label];
}

/** What stands in a name as it is: printable ASCII but the dot and the backslash. */
const plainLabel = /^[!-\-/-[\]-~]*$/;

/** The text of labels, as `api/dns` writes names. */
export function nameOf(labels: readonly string[]): string {
  if (labels.length === 0) return '.';
  return labels.map((label) => (plainLabel.test(label) ? label : escaped(label))).join('.');
}

function escaped(label: string): string {
  return label.replace(/[^!-\-/-[\]-~]/g, (character) => {
    if (character === '.' || character === '\\') return `\\${character}`;
    return `\\${String(character.charCodeAt(0)).padStart(3, '0')}`;
  });
}

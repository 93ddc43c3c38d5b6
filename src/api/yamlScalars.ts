/** What a scalar means. */
export type ScalarValue = string | number | boolean | null;

// The words and the order of the tests are those of the YAML 1.1 reader that kubectl and the API server use (go-yaml v2
// behind sigs.k8s.io/yaml), so that a manifest means here what it means there.
const words = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);
const floatPattern = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const integerPattern = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const largestUnsigned = 2n ** 64n - 1n;
const smallestSigned = -(2n ** 63n);

/**
 * The value of a scalar as the API server gets it: `yes` is a boolean, `0644` is 420, `12:30` is text.
 * `tag` is an explicit YAML tag such as `tag:yaml.org,2002:str`.
 */
export function scalarValue(text: string, style: 'plain' | 'quoted', tag?: string): ScalarValue {
  const core = tag?.startsWith('tag:yaml.org,2002:') ? tag.slice('tag:yaml.org,2002:'.length) : tag;
  if (core === undefined ? style === 'quoted' : !['int', 'float', 'bool', 'null'].includes(core)) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  return numberOf(text) ?? text;
}

function numberOf(text: string): number | undefined {
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  const match = integerPattern.exec(plain);
  if (match) {
    const [, sign, hex, binary, octal, decimal] = match;
    const digits = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0');
    if (digits.length < 80) {
      const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
      if (value >= smallestSigned && value <= largestUnsigned) return Number(value);
    }
  }
  if (!floatPattern.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** The text of a map key: JSON has only texts for keys, so `8080` and `on` become `8080` and `true`. */
export function keyText(value: ScalarValue): string {
  return String(value);
}

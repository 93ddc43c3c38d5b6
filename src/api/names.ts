/**
 * The syntax of names, as `k8s.io/apimachinery/pkg/util/validation` states it. Each function gives the server's
 * sentences about what is wrong; an empty list means the text is right.
 */
export type NameCheck = (text: string) => string[];

const dns1123LabelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123SubdomainFormat = `${dns1123LabelFormat}(\\.${dns1123LabelFormat})*`;
const dns1035LabelFormat = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedNameFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValueFormat = `(${qualifiedNameFormat})?`;
const configMapKeyFormat = '[-._a-zA-Z0-9]+';
const envVarFormat = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const httpHeaderFormat = '[-A-Za-z0-9]+';
const sysctlFormat = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

const dns1123Label = new RegExp(`^${dns1123LabelFormat}$`);
// The regex library of the server needs no time for a long text; ours is asked only about texts of a bounded length.
const dns1123Subdomain = new RegExp(`^${dns1123SubdomainFormat}$`);
const dns1035Label = new RegExp(`^${dns1035LabelFormat}$`);
const qualifiedNamePart = new RegExp(`^${qualifiedNameFormat}$`);
const labelValue = new RegExp(`^${labelValueFormat}$`);
const configMapKey = new RegExp(`^${configMapKeyFormat}$`);
const envVar = new RegExp(`^${envVarFormat}$`);
const httpHeader = new RegExp(`^${httpHeaderFormat}$`);

const labelMessage =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const subdomainMessage =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const dns1035Message =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const qualifiedMessage =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const qualifiedExamples = ['MyName', 'my.name', '123-abc'];

/** `must be no more than 63 characters`. */
export function tooLongText(limit: number): string {
  return `must be no more than ${limit} characters`;
}

/** `must be between 1 and 65535, inclusive`. */
export function rangeText(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

function regexText(message: string, format: string, examples: readonly string[]): string {
  const list = examples.map((example, i) => (i === 0 ? `'${example}', ` : `or '${example}', `)).join(' ');
  return examples.length === 0
    ? `${message} (regex used for validation is '${format}')`
    : `${message} (e.g. ${examples.length === 1 ? `'${examples[0]}', ` : list}regex used for validation is '${format}')`;
}

/** The server counts bytes of UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x800 && !(code >= 0xd800 && code < 0xdc00)) bytes += code >= 0xdc00 && code < 0xe000 ? 1 : 2;
    else if (code >= 0x80) bytes += 1;
  }
  return bytes;
}

function within(text: string, limit: number, right: (text: string) => boolean, message: () => string): string[] {
  const length = byteLength(text);
  if (length > limit * 4) return [tooLongText(limit), ...(right(text.slice(0, limit * 4)) ? [] : [message()])];
  const errors = length > limit ? [tooLongText(limit)] : [];
  return right(text) ? errors : [...errors, message()];
}

/** A name between dots: a Pod's container, a namespace. At most 63 characters. */
export const dnsLabel: NameCheck = (text) =>
  within(
    text,
    63,
    (name) => dns1123Label.test(name),
    () =>
      dns1123Subdomain.test(text)
        ? 'must not contain dots'
        : regexText(labelMessage, dns1123LabelFormat, ['my-name', '123-abc']),
  );

/** The name of most objects: labels with dots between them, at most 253 characters. */
export const dnsSubdomain: NameCheck = (text) =>
  within(
    text,
    253,
    (name) => dns1123Subdomain.test(name),
    () => regexText(subdomainMessage, dns1123SubdomainFormat, ['example.com']),
  );

/** The name of a Service: as a label, but it starts with a letter. */
export const dns1035Name: NameCheck = (text) =>
  within(
    text,
    63,
    (name) => dns1035Label.test(name),
    () => regexText(dns1035Message, dns1035LabelFormat, ['my-name', 'abc-123']),
  );

/** The key of a label, an annotation, a taint, an extended resource: `example.com/name`. */
export const qualifiedName: NameCheck = (text) => {
  const parts = text.split('/');
  const errors: string[] = [];
  let name = parts[0] ?? '';
  if (parts.length === 2) {
    const prefix = name;
    name = parts[1] ?? '';
    if (prefix === '') errors.push('prefix part must be non-empty');
    else errors.push(...dnsSubdomain(prefix).map((problem) => `prefix part ${problem}`));
  } else if (parts.length > 2) {
    return [
      ...errors,
      `a qualified name ${regexText(qualifiedMessage, qualifiedNameFormat, qualifiedExamples)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push('name part must be no more than 63 characters');
  if (!qualifiedNamePart.test(name.slice(0, 1000)))
    errors.push(`name part ${regexText(qualifiedMessage, qualifiedNameFormat, qualifiedExamples)}`);
  return errors;
};

/** The value of a label: at most 63 characters, may be empty. */
export const labelValueText: NameCheck = (text) =>
  within(
    text,
    63,
    (value) => labelValue.test(value),
    () => {
      const message =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
      return regexText(message, labelValueFormat, ['MyValue', 'my_value', '12345']);
    },
  );

/** The name of a container's port: `http-web`. At most 15 characters. */
export const portName: NameCheck = (text) => {
  const errors: string[] = [];
  if (byteLength(text) > 15) errors.push(tooLongText(15));
  if (!/^[-a-z0-9]+$/.test(text)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) errors.push('must contain at least one letter (a-z)');
  if (text.includes('--')) errors.push('must not contain consecutive hyphens');
  if (text !== '' && (text.startsWith('-') || text.endsWith('-'))) errors.push('must not begin or end with a hyphen');
  return errors;
};

/** The name of an environment variable as older servers wanted it. */
export const strictEnvVarName: NameCheck = (text) => {
  const errors: string[] = [];
  if (!envVar.test(text)) {
    const message =
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
    errors.push(regexText(message, envVarFormat, ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1']));
  }
  return [...errors, ...notDotDot(text)];
};

/** The name of an environment variable: any printable ASCII but `=` (since 1.34; gate RelaxedEnvironmentVariableValidation). */
export const envVarName: NameCheck = (text) => {
  if (text === '') return ['environment variable name must not be empty'];
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(text)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
};

/** A key of a ConfigMap or Secret. */
export const configKey: NameCheck = (text) => {
  const errors: string[] = [];
  if (byteLength(text) > 253) errors.push(tooLongText(253));
  if (!configMapKey.test(text)) {
    const message = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    errors.push(regexText(message, configMapKeyFormat, ['key.name', 'KEY_NAME', 'key-name']));
  }
  return [...errors, ...notDotDot(text)];
};

function notDotDot(text: string): string[] {
  if (text === '.') return ["must not be '.'"];
  if (text === '..') return ["must not be '..'"];
  return text.startsWith('..') ? ["must not start with '..'"] : [];
}

/** The name of an HTTP header. */
export const httpHeaderName: NameCheck = (text) =>
  httpHeader.test(text)
    ? []
    : [
        regexText("a valid HTTP header must consist of alphanumeric characters or '-'", httpHeaderFormat, [
          'X-Header-Name',
        ]),
      ];

/** The name of a kernel parameter: `net.ipv4.ip_local_port_range`. */
export const sysctlName: NameCheck = (text) =>
  text.length <= 253 && new RegExp(`^${sysctlFormat}$`).test(text)
    ? []
    : [`must have at most 253 characters and match regex ^${sysctlFormat}$`];

/** A port's number. */
export function portNumber(port: number): string[] {
  return port >= 1 && port <= 65535 ? [] : [rangeText(1, 65535)];
}

/** An IP address of either family. */
export function ipAddress(text: string): string[] {
  return isIPv4(text) || isIPv6(text) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
}

/** Four numbers below 256 without leading zeros. */
export function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

/** Eight groups of hexadecimal digits, a run of zero groups shortened, perhaps an IPv4 address at the end. */
export function isIPv6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const tail = groups.at(-1) ?? [];
  const last = tail.at(-1);
  let count = groups.reduce((sum, half) => sum + half.length, 0);
  if (last?.includes('.')) {
    if (!isIPv4(last)) return false;
    tail.pop();
    count += 1;
  }
  if (!groups.every((half) => half.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)))) return false;
  return halves.length === 2 ? count < 8 : count === 8;
}

/** A name that is one part of a URL's path: an RBAC role, a metric. */
export const pathSegment: NameCheck = (text) => {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%'].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
};

const wildcardFormat = `\\*\\.${dns1123SubdomainFormat}`;
const wildcard = new RegExp(`^${wildcardFormat}$`);

/** A host of an Ingress for all names below a domain: `*.example.com`. */
export const wildcardSubdomain: NameCheck = (text) =>
  within(
    text,
    253,
    (name) => wildcard.test(name),
    () => {
      const message =
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
      return regexText(message, wildcardFormat, ['*.example.com']);
    },
  );

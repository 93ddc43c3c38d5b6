/** Record types, and those that only questions have (https://www.iana.org/assignments/dns-parameters). */
const types: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  HINFO: 13,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  AAAA: 28,
  LOC: 29,
  SRV: 33,
  NAPTR: 35,
  DNAME: 39,
  OPT: 41,
  DS: 43,
  SSHFP: 44,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  CDS: 59,
  CDNSKEY: 60,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
  URI: 256,
  CAA: 257,
};

const classes: Readonly<Record<string, number>> = { IN: 1, CH: 3, HS: 4, NONE: 254, ANY: 255 };

const typeNames = new Map(Object.entries(types).map(([name, number]) => [number, name]));
const classNames = new Map(Object.entries(classes).map(([name, number]) => [number, name]));

/** The type's name; `TYPE1234` where it has none here (RFC 3597). */
export function typeName(number: number): string {
  return typeNames.get(number) ?? `TYPE${number}`;
}

/** 0 to 65535; nothing where the text names no type. */
export function typeNumber(name: string): number | undefined {
  return types[name] ?? generic(name, /^TYPE(\d{1,5})$/);
}

/** The class' name; `CLASS1234` where it has none here. */
export function className(number: number): string {
  return classNames.get(number) ?? `CLASS${number}`;
}

/** 0 to 65535; nothing where the text names no class. */
export function classNumber(name: string): number | undefined {
  return classes[name] ?? generic(name, /^CLASS(\d{1,5})$/);
}

function generic(name: string, form: RegExp): number | undefined {
  const number = Number(form.exec(name)?.[1] ?? Number.NaN);
  return number <= 0xffff ? number : undefined;
}

import { base64Problem } from './base64.ts';
import type { FieldPath, PathSegment } from './field.ts';
import { formatQuantity, readQuantity } from './quantity.ts';
import { type FieldSchema, type FieldType, type TypeSchema, typeSchema } from './schema.ts';
import { timeProblem } from './time.ts';

/** One place where a value does not have the shape of its type. */
export interface DecodeProblem {
  readonly path: FieldPath;
  readonly kind: 'unknownField' | 'wrongType';
  /** The server's words for it, such as `unknown field "spec.container"`. */
  readonly message: string;
  /** The server stops reading here, so that this hides what it found before. */
  readonly stops?: boolean;
}

/** What was read: a new value of the type's shape, whatever was given. */
export interface Decoded {
  /** Without unknown fields, nulls and what the server does not tell from "not set"; quantities are canonical. */
  readonly value: unknown;
  /** In the order in which the server meets them: kubectl sends the keys of an object sorted. */
  readonly problems: readonly DecodeProblem[];
}

/** Reads a JSON value as the API server's decoder does (`sigs.k8s.io/json`): names in exact case, null is "not set". */
export function decode(value: unknown, type: string): Decoded {
  const reader = new Reader();
  const schema = typeSchema(type);
  const decoded = reader.read(value, { kind: 'object', type }, undefined, '', schema.goType);
  return { value: decoded, problems: reader.problems };
}

/**
 * What the server answers to these problems: its first complaint about types, else all unknown fields together;
 * undefined when there are none.
 */
export function decodeMessage(problems: readonly DecodeProblem[]): string | undefined {
  const wrong = problems.find(({ stops }) => stops) ?? problems.find(({ kind }) => kind === 'wrongType');
  if (wrong) return wrong.message;
  const unknown = new Set(problems.map(({ message }) => message));
  return unknown.size > 0 ? `strict decoding error: ${[...unknown].slice(0, 100).join(', ')}` : undefined;
}

class Reader {
  readonly problems: DecodeProblem[] = [];
  private readonly path: PathSegment[] = [];

  /** `struct` and `trail` are the innermost type and the dotted names that the server prints with a wrong type. */
  read(value: unknown, type: FieldType, field: FieldSchema | undefined, trail: string, struct: string): unknown {
    if (value === null || value === undefined) return undefined;
    switch (type.kind) {
      case 'object':
        return this.readObject(value, typeSchema(type.type), trail, struct);
      case 'list':
        return this.readList(value, type.of, field, trail, struct);
      case 'map':
        return this.readMap(value, type.of, field, trail, struct);
      case 'string':
        if (typeof value === 'string') return value;
        return this.wrong(value, field?.goType?.replace(/^\[\]/, '') ?? 'string', trail, struct);
      case 'boolean':
        return typeof value === 'boolean' ? value : this.wrong(value, 'bool', trail, struct);
      case 'integer':
        return this.readInteger(value, type.bits, trail, struct);
      case 'double':
        return typeof value === 'number' ? value : this.wrong(value, 'float64', trail, struct);
      case 'quantity':
        return this.readQuantity(value);
      case 'intOrString':
        if (typeof value === 'string') return value;
        return this.readInteger(value, 32, trail, struct, 'stops');
      case 'time':
      case 'microTime':
        if (typeof value !== 'string') return this.wrong(value, 'string', trail, struct, 'stops');
        return this.readTime(value, type.kind);
      case 'bytes':
        return typeof value === 'string' ? this.readBytes(value) : this.wrong(value, '[]uint8', trail, struct);
      default:
        return value;
    }
  }

  private readObject(value: unknown, schema: TypeSchema, trail: string, struct: string): unknown {
    if (!isRecord(value)) return this.wrong(value, schema.goType, trail, struct);
    const inner = schema.goType.slice(schema.goType.indexOf('.') + 1);
    const out: Record<string, unknown> = {};
    for (const key of sortedKeys(value)) {
      const field = schema.fields.get(key);
      this.path.push(key);
      if (!field) this.add('unknownField', `unknown field "${this.printedPath()}"`);
      else {
        const item = this.read(value[key], field.type, field, trail === '' ? key : `${trail}.${key}`, inner);
        if (item !== undefined && keeps(field, item)) out[key] = item;
      }
      this.path.pop();
    }
    return out;
  }

  private readList(
    value: unknown,
    of: FieldType,
    field: FieldSchema | undefined,
    trail: string,
    struct: string,
  ): unknown {
    if (!Array.isArray(value)) return this.wrong(value, goTypeOf({ kind: 'list', of }, field), trail, struct);
    return value.map((item, i) => {
      this.path.push(i);
      const read = this.read(item, of, field, trail, struct) ?? zeroOf(of);
      this.path.pop();
      return read;
    });
  }

  private readMap(
    value: unknown,
    of: FieldType,
    field: FieldSchema | undefined,
    trail: string,
    struct: string,
  ): unknown {
    if (!isRecord(value)) return this.wrong(value, goTypeOf({ kind: 'map', of }, field), trail, struct);
    const out: Record<string, unknown> = {};
    for (const key of sortedKeys(value)) {
      this.path.push({ key });
      const read = this.read(value[key], of, field && { ...field, goType: undefined }, trail, struct) ?? zeroOf(of);
      // A plain assignment to this name would change the object's prototype.
      if (key === '__proto__') Object.defineProperty(out, key, { value: read, enumerable: true, writable: true });
      else out[key] = read;
      this.path.pop();
    }
    return out;
  }

  private readInteger(value: unknown, bits: 32 | 64, trail: string, struct: string, stops?: 'stops'): unknown {
    const limit = bits === 32 ? 2 ** 31 : 2 ** 63;
    if (typeof value !== 'number') return this.wrong(value, `int${bits}`, trail, struct, stops);
    if (Number.isInteger(value) && value >= -limit && value < limit) return value;
    return this.unmarshal(`number ${value}`, `int${bits}`, trail, struct, stops);
  }

  private readQuantity(value: unknown): unknown {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return this.add('wrongType', readQuantity('?') as string, 'stops');
    }
    const quantity = readQuantity(String(value).trim());
    if (typeof quantity === 'string') return this.add('wrongType', quantity, 'stops');
    return formatQuantity(quantity);
  }

  private readTime(value: string, kind: 'time' | 'microTime'): unknown {
    const problem = timeProblem(value, kind);
    return problem === undefined ? value : this.add('wrongType', problem, 'stops');
  }

  private readBytes(value: string): unknown {
    const position = base64Problem(value);
    if (position === undefined) return value.replace(/[\r\n]/g, '');
    return this.add('wrongType', `illegal base64 data at input byte ${position}`);
  }

  private wrong(value: unknown, goType: string, trail: string, struct: string, stops?: 'stops'): undefined {
    return this.unmarshal(jsonKind(value), goType, trail, struct, stops);
  }

  private unmarshal(what: string, goType: string, trail: string, struct: string, stops?: 'stops'): undefined {
    const where = trail === '' ? 'Go value' : `Go struct field ${struct}.${trail}`;
    return this.add('wrongType', `json: cannot unmarshal ${what} into ${where} of type ${goType}`, stops);
  }

  private add(kind: DecodeProblem['kind'], message: string, stops?: 'stops'): undefined {
    this.problems.push({ path: [...this.path], kind, message, ...(stops && { stops: true }) });
  }

  /** As the decoder prints it: a map's key is one more name. */
  private printedPath(): string {
    let text = '';
    for (const segment of this.path) {
      if (typeof segment === 'number') text += `[${segment}]`;
      else text += `${text === '' ? '' : '.'}${typeof segment === 'string' ? segment : segment.key}`;
    }
    return text;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortedKeys(value: Record<string, unknown>): string[] {
  return Object.keys(value).sort();
}

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'number' || typeof value === 'string' ? typeof value : 'object';
}

/** Whether a stored object shows the value: an empty one is the same as none, unless the field is a pointer or required. */
function keeps(field: FieldSchema, value: unknown): boolean {
  if (field.required || field.optionalScalar) return true;
  const { kind } = field.type;
  if (kind === 'map') return Object.keys(value as object).length > 0;
  if (kind === 'list') return (value as unknown[]).length > 0;
  if (kind === 'string' || kind === 'integer' || kind === 'boolean') return Boolean(value);
  return true;
}

function zeroOf(type: FieldType): unknown {
  const zeros: Partial<Record<FieldType['kind'], unknown>> = { string: '', bytes: '', boolean: false, integer: 0 };
  if (type.kind === 'object' || type.kind === 'map') return {};
  if (type.kind === 'list') return [];
  return type.kind === 'quantity' ? '0' : (zeros[type.kind] ?? null);
}

function goTypeOf(type: FieldType, field?: FieldSchema): string {
  if (field?.goType && field.type.kind === type.kind) return field.goType;
  const plain: Partial<Record<FieldType['kind'], string>> = {
    boolean: 'bool',
    double: 'float64',
    quantity: 'resource.Quantity',
    intOrString: 'intstr.IntOrString',
    time: 'v1.Time',
    microTime: 'v1.MicroTime',
    bytes: '[]uint8',
    any: 'interface {}',
  };
  switch (type.kind) {
    case 'object':
      return typeSchema(type.type).goType;
    case 'list':
      return `[]${goTypeOf(type.of)}`;
    case 'map':
      return `map[string]${goTypeOf(type.of)}`;
    case 'integer':
      return `int${type.bits}`;
    default:
      return plain[type.kind] ?? type.kind;
  }
}

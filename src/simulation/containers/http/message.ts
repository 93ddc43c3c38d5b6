/** Header fields in their order; names are compared without regard to case. */
export class HttpHeaders {
  readonly #fields: (readonly [name: string, value: string])[];

  constructor(fields: Iterable<readonly [string, string]> = []) {
    this.#fields = [...fields];
  }

  get(name: string): string | undefined {
    let wanted: string | undefined;
    for (const [field, value] of this.#fields) {
      if (field === name) return value;
      if (field.length !== name.length) continue;
      wanted ??= name.toLowerCase();
      if (field.toLowerCase() === wanted) return value;
    }
    return undefined;
  }

  /** A copy in which that field has this value; without the field where there is no value. */
  with(name: string, value: string | undefined): HttpHeaders {
    const wanted = name.toLowerCase();
    const rest = this.#fields.filter(([field]) => field.toLowerCase() !== wanted);
    return new HttpHeaders(value === undefined ? rest : [...rest, [name, value]]);
  }

  [Symbol.iterator](): Iterator<readonly [string, string]> {
    return this.#fields[Symbol.iterator]();
  }

  /** As they stand on the wire, each with its line end. */
  get text(): string {
    let text = '';
    for (const [name, value] of this.#fields) text += `${name}: ${value}\r\n`;
    return text;
  }
}

export interface HttpRequest {
  readonly method: string;
  /** Path and query: `/healthz?verbose=1`. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly headers: HttpHeaders;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  /** The words after the number, where they are not the usual ones. */
  readonly statusText?: string;
  readonly headers: HttpHeaders;
  readonly body: string;
  /** All of it as it goes over the wire, where that is not made of the rest. */
  readonly wire?: string;
}

/** Reason phrases of RFC 9110 that servers of the catalogue use. */
const statusTexts: Readonly<Record<number, string>> = {
  100: 'Continue',
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  418: "I'm a teapot",
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

/** The usual words for a status. */
export function statusTextOf(status: number): string {
  return statusTexts[status] ?? '';
}

/** A request as it stands on the wire. */
export function formatRequest(request: HttpRequest): string {
  const { method, target, version, headers, body } = request;
  const sized = body !== '' && headers.get('Content-Length') === undefined;
  const length = sized ? `Content-Length: ${body.length}\r\n` : '';
  return `${method} ${target} HTTP/${version}\r\n${headers.text}${length}\r\n${body}`;
}

/** A response as it stands on the wire; `to` is the method that it answers. */
export function formatResponse(response: HttpResponse, to: string): string {
  const { status, headers, body, wire } = response;
  if (wire !== undefined) return wire;
  const bodiless = status === 204 || status === 304;
  const sized = !bodiless && headers.get('Content-Length') === undefined;
  const length = sized ? `Content-Length: ${body.length}\r\n` : '';
  const start = `HTTP/1.1 ${status} ${response.statusText ?? statusTextOf(status)}\r\n`;
  return `${start}${headers.text}${length}\r\n${bodiless || to === 'HEAD' ? '' : body}`;
}

/** A response of text with the usual fields. */
export function textResponse(status: number, body: string, contentType = 'text/plain; charset=utf-8'): HttpResponse {
  return { status, headers: new HttpHeaders([['Content-Type', contentType]]), body };
}

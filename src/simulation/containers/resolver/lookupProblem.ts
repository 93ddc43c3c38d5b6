import type { ResolverKind } from './resolverKind.ts';

/**
 * Why a look-up has no address, as `getaddrinfo` tells it apart: nobody knows the name (EAI_NONAME); it is known and has no such
 * address (EAI_NODATA); no server had an answer (EAI_AGAIN); a server's answer was of no use (EAI_FAIL).
 */
export type LookupProblem = 'unknown' | 'noAddress' | 'tryAgain' | 'failed';

const texts: Readonly<Record<'glibc' | 'musl' | 'uclibc', Readonly<Record<LookupProblem, string>>>> = {
  glibc: {
    unknown: 'Name or service not known',
    noAddress: 'No address associated with hostname',
    tryAgain: 'Temporary failure in name resolution',
    failed: 'Non-recoverable failure in name resolution',
  },
  musl: {
    unknown: 'Name does not resolve',
    noAddress: 'Name has no usable address',
    tryAgain: 'Try again',
    failed: 'Non-recoverable error',
  },
  uclibc: {
    unknown: 'Name or service not known',
    noAddress: 'No address associated with hostname',
    tryAgain: 'Temporary failure in name resolution',
    failed: 'Non-recoverable failure in name resolution',
  },
};

/** What `gai_strerror` says. */
export function lookupProblemText(problem: LookupProblem, kind: ResolverKind): string {
  return texts[kind === 'go' ? 'glibc' : kind][problem];
}

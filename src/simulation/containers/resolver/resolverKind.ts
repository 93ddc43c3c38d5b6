/**
 * Whose resolver the programs of an image call: that of its C library, or the one that a Go program brings along. They differ in how they
 * walk the search list, whom they ask at the same time and when they give up.
 */
export type ResolverKind = 'glibc' | 'musl' | 'uclibc' | 'go';

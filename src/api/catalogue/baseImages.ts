import { type CatalogueImage, catalogueImage } from './catalogueImage.ts';

/** Distributions and small tools: images that run what they are told. */
export const baseImages: readonly CatalogueImage[] = [
  catalogueImage({
    name: 'busybox',
    summary: 'A shell and small Unix tools in one program',
    names: 'latest stable unstable',
    versions: '1.37.0 1.36.1 1.35.0 1.34.1 1.33.1 1.32.1 1.31.1 1.30.1 1.29.3 1.28.4 1.27.2 1.26.2 1.25.1 1.24.2',
    variants: 'glibc musl uclibc',
    sizeMib: 2.1,
  }),
  catalogueImage({
    name: 'registry.k8s.io/busybox',
    summary: "busybox, in Kubernetes' own registry",
    names: 'latest 1.27.2 1.27 1.24',
    sizeMib: 0.7,
  }),
  catalogueImage({
    name: 'alpine',
    summary: 'A small Linux with a package manager',
    names: 'latest edge',
    versions: '3.22.1 3.21.4 3.20.7 3.19.8 3.18.12 3.17.10 3.16.9 3.15.11 3.14.10 3.13.12 3.12.12',
    sizeMib: 3.6,
  }),
  catalogueImage({
    name: 'debian',
    summary: 'Debian Linux',
    names: 'latest stable testing unstable sid oldstable trixie bookworm bullseye 13 12 11 10 buster',
    versions: '13.1 12.12 11.11',
    variants: 'slim backports',
    sizeMib: 47,
  }),
  catalogueImage({
    name: 'ubuntu',
    summary: 'Ubuntu Linux',
    names:
      'latest rolling devel 24.04 noble 25.10 questing 25.04 plucky 22.04 jammy 20.04 focal 18.04 bionic 16.04 xenial 14.04',
    sizeMib: 28,
  }),
  catalogueImage({
    name: 'fedora',
    summary: 'Fedora Linux',
    names: 'latest rawhide 43 42 41 40 39 38 37 36 35 34',
    sizeMib: 62,
  }),
  catalogueImage({
    name: 'rockylinux',
    summary: 'Rocky Linux',
    names: '9 9.3 8 8.9 9-minimal 8-minimal',
    sizeMib: 66,
  }),
  catalogueImage({
    name: 'centos',
    summary: 'CentOS Linux, no longer kept',
    names: 'latest 8 7 6 centos8 centos7 centos6 centos7.9.2009 7.9.2009',
    sizeMib: 80,
  }),
  catalogueImage({
    name: 'amazonlinux',
    summary: 'Amazon Linux',
    names: 'latest 2023 2 1',
    sizeMib: 52,
  }),
  catalogueImage({
    name: 'bash',
    summary: 'The Bash shell',
    names: 'latest devel',
    versions: '5.3.3 5.2.37 5.1.16 5.0.18 4.4.23 4.3.48 3.2.57',
    variants: 'alpine3.22',
    sizeMib: 5.6,
  }),
  catalogueImage({
    name: 'perl',
    summary: 'The Perl programming language',
    names: 'latest stable devel',
    versions: '5.42.0 5.40.3 5.38.5 5.36.3 5.34.3 5.32.1',
    variants: 'slim threaded bookworm bullseye slim-bookworm',
    sizeMib: 340,
  }),
  catalogueImage({
    name: 'python',
    summary: 'The Python programming language',
    names: 'latest slim alpine 2.7',
    versions: '3.14.0 3.13.9 3.12.12 3.11.14 3.10.19 3.9.24 3.8.20 3.7.17 3.6.15',
    variants: 'slim alpine bookworm bullseye trixie slim-bookworm slim-bullseye alpine3.22 alpine3.21',
    sizeMib: 365,
  }),
  catalogueImage({
    name: 'hello-world',
    summary: 'Prints a greeting and ends',
    names: 'latest linux nanoserver',
    sizeMib: 0.003,
  }),
  catalogueImage({ name: 'docker/whalesay', summary: 'A whale that says something', sizeMib: 87 }),
  catalogueImage({
    name: 'alpine/git',
    summary: 'git',
    names: 'latest edge v2.49.1 v2.47.2 v2.45.2 2.49.1 2.47.2 2.45.2 2.43.0 v2.43.0',
    sizeMib: 30,
  }),
  catalogueImage({
    name: 'polinux/stress',
    summary: 'Works and holds memory on purpose',
    names: 'latest 1.0.4',
    sizeMib: 4,
  }),
  catalogueImage({ name: 'vish/stress', summary: 'Works and holds memory on purpose', sizeMib: 1.6 }),
];

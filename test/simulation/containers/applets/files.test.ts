// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import { describeScripts } from '../scriptTable.ts';

/** Compared with busybox 1.35, where its build has the program; the official image has all of them. */
describeScripts("busybox' programs for files and text", [
  [
    "printf 'a\\nb\\n' > 1; printf 'a\\n' > 2; chmod 600 1; sed -i -e s/a/A/ -e s/b/B/ 1 2; cat 1 2; stat -c %a 1; sed -i.bak s/A/C/ 1; cat 1 1.bak; sed -i 1q 1; cat 1; ls",
    'A\nB\nA\n600\nC\nB\nA\nB\nC\n1\n1.bak\n2\n',
  ],
  [
    'sed -i s/a/b/; echo $?; sed -i s/a/b/ nope; echo $?',
    '1\n1\n',
    0,
    'sed: -i requires an argument\nsed: nope: No such file or directory\n',
  ],
  [
    "touch a; chmod 640 a; stat -c '%a %A %n %F %s' a; chmod u+x,g-r a; stat -c %a a; chmod =r a; stat -c %A a; chmod +x a; stat -c %a a; chmod a= a; stat -c %a a",
    '640 -rw-r----- a regular empty file 0\n700\n-r--r--r--\n555\n0\n',
  ],
  [
    "touch a; chmod u=rwx,go=rX a; stat -c %a a; chmod g=u a; stat -c %a a; chmod 4755 a; stat -c '%a %A' a; chmod 1777 .; stat -c %A .",
    '755\n775\n4755 -rwsr-xr-x\ndrwxrwxrwt\n',
  ],
  ['chmod 9 a', '', 1, 'chmod: a: No such file or directory\n'],
  ['chmod 644 nope; echo $?', '1\n', 0, 'chmod: nope: No such file or directory\n'],
  ['touch a; chmod u+q a; echo $?', '1\n', 0, "chmod: invalid mode 'u+q'\n"],
  ['mkdir -p d/e; touch d/e/f; chmod -R 700 d; stat -c %a d d/e d/e/f', '700\n700\n700\n'],
  [
    'touch a; chown nosuch a; echo $?; chgrp nosuch a; echo $?',
    '1\n1\n',
    0,
    'chown: unknown user nosuch\nchgrp: unknown group nosuch\n',
  ],
  [
    "touch a; chown 1000:2000 a; stat -c '%u %g' a; chown root a; stat -c '%u:%g %U' a; chown :0 a; stat -c '%u %g' a; ls -n a | cut -c1-30",
    '1000 2000\n0:2000 root\n0 0\n-rw-r--r--    1 0        0    \n',
  ],
  [
    "mkdir -p a/b/c; touch a/x.txt a/b/y.log a/b/c/z.txt; find a | sort; find a -name '*.txt' | sort; find a -type d | sort; find a -maxdepth 1 | sort; find a -mindepth 2 -type f | sort",
    'a\na/b\na/b/c\na/b/c/z.txt\na/b/y.log\na/x.txt\na/b/c/z.txt\na/x.txt\na\na/b\na/b/c\na\na/b\na/x.txt\na/b/c/z.txt\na/b/y.log\n',
  ],
  [
    "mkdir -p a/b; echo hi > a/f; echo hello > a/b/g; find a -type f -exec cat {} \\; | sort; find a -type f -exec echo {} + | tr ' ' '\\n' | sort; find a -name f -delete; find a | sort",
    'hello\nhi\na/b/g\na/f\na\na/b\na/b/g\n',
  ],
  [
    'touch a b c; find . -name a -o -name b | sort; find . ! -name a -type f | sort; find . \\( -name a -o -name c \\) -print | sort',
    './a\n./b\n./b\n./c\n./a\n./c\n',
  ],
  [
    'touch a; find . -type f -print0 | xargs -0 echo got; find . -type f -print0 | od -c',
    'got ./a\n0000000   .   /   a  \\0\n0000004\n',
  ],
  [
    'mkdir a; touch a/f; find a -empty; find a -size 0; find a -size +1k; find a -type f -size -1k',
    'a/f\na/f\na\na/f\n',
  ],
  ['find nope; echo $?', '1\n', 0, 'find: nope: No such file or directory\n'],
  [
    'find . -foo; echo $?',
    '1\n',
    0,
    'find: unrecognized: -foo\nBusyBox v1.36.1 multi-call binary.\n\nUsage: find [-HL] [PATH]... [OPTIONS] [ACTIONS]\n',
  ],
  ['find . -name; echo $?', '1\n', 0, 'find: -name requires an argument\n'],
  ['mkdir -p a/skip/x a/keep/y; find a -name skip -prune -o -print | sort', 'a\na/keep\na/keep/y\n'],
  [
    'touch f; chmod 755 f; find . -perm 755 -type f; find . -perm -111 -type f; find . -perm /001 -type f; find . -user root -type f; find . -newer f',
    './f\n./f\n./f\n./f\n',
  ],
  [
    "printf 'a\\n\\nb\\n' | nl; printf 'a\\n\\nb\\n' | nl -b a; printf 'a\\nb\\n' | nl -w 2 -s : -v 5",
    '     1\ta\n       \n     2\tb\n     1\ta\n     2\t\n     3\tb\n 5:a\n 6:b\n',
  ],
  ["printf 'abc\\ndef' | rev; printf '1\\n2\\n3\\n' | tac; printf '1\\n2\\n3' | tac", 'cba\nfed3\n2\n1\n32\n1\n'],
  [
    "echo 'the quick brown fox jumps' | fold -w 10; echo 'the quick brown fox jumps' | fold -s -w 10; fold -w 0 x; echo $?",
    'the quick \nbrown fox \njumps\nthe quick \nbrown fox \njumps\n1\n',
    0,
    'fold: number 0 is not in 1..10000 range\n',
  ],
  [
    'seq 3 > a; seq 11 13 > b; paste a b; paste -d, a b; paste -s a b; seq 6 | paste - - -; paste -s -d, a; paste nope',
    '1\t11\n2\t12\n3\t13\n1,11\n2,12\n3,13\n1\t2\t3\n11\t12\t13\n1\t2\t3\n4\t5\t6\n1,2,3\n',
    1,
    'paste: nope: No such file or directory\n',
  ],
  [
    'echo -n hello | base64; echo aGVsbG8= | base64 -d; seq 40 | base64; seq 40 | base64 -w 0; seq 10 | base64 | base64 -d',
    'aGVsbG8=\nhelloMQoyCjMKNAo1CjYKNwo4CjkKMTAKMTEKMTIKMTMKMTQKMTUKMTYKMTcKMTgKMTkKMjAKMjEKMjIK\nMjMKMjQKMjUKMjYKMjcKMjgKMjkKMzAKMzEKMzIKMzMKMzQKMzUKMzYKMzcKMzgKMzkKNDAK\nMQoyCjMKNAo1CjYKNwo4CjkKMTAKMTEKMTIKMTMKMTQKMTUKMTYKMTcKMTgKMTkKMjAKMjEKMjIKMjMKMjQKMjUKMjYKMjcKMjgKMjkKMzAKMzEKMzIKMzMKMzQKMzUKMzYKMzcKMzgKMzkKNDAK1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n',
  ],
  [
    "echo hi | md5sum; echo hi > f; md5sum f; sha1sum f; sha256sum f; printf '' | md5sum; printf '' | sha256sum; sha256sum f > s; sha256sum -c s; echo x >> f; sha256sum -c s; echo $?; md5sum nope; echo $?",
    '764efa883dda1e11db47671c4a3bbd9e  -\n764efa883dda1e11db47671c4a3bbd9e  f\n55ca6286e3e4f4fba5d0448333fa99fc5a404a73  f\n98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4  f\nd41d8cd98f00b204e9800998ecf8427e  -\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  -\nf: OK\nf: FAILED\n1\n1\n',
    0,
    "sha256sum: WARNING: 1 of 1 computed checksums did NOT match\nmd5sum: can't open 'nope': No such file or directory\n",
  ],
  [
    "seq 1000 | md5sum; seq 1000 | sha1sum; seq 1000 | sha256sum; seq 13 17 | md5sum; printf '%055d' 1 | sha256sum; printf '%056d' 1 | sha256sum; printf '%063d' 1 | md5sum; printf '%064d' 1 | sha1sum",
    '53d025127ae99ab79e8502aae2d9bea6  -\n234e7e9c9c8490946d3e8c2a01bff41e9acce269  -\n67d4ff71d43921d5739f387da09746f405e425b07d727e4c69d029461d1f051f  -\n2a0f7cbe91e417b3ddfb439a4939cd51  -\n9e08dea328916275e3fa443af0a21d09eb4f5861c4e87c78e9f190510da9a36c  -\n53ed869285a8c74c835dfcad56fadea7245c8e783f90361be20a7a17af64d0dc  -\nfd3368e0dfc13170f2cce8fde7c09506  -\nb87b993ad8567374cd9d41baffa01be970331be1  -\n',
  ],
  [
    "printf 'a\\nb\\nc\\n' > 1; printf 'a\\nx\\nc\\n' > 2; cmp 1 2; echo $?; cmp 1 1; echo $?; cmp -s 1 2; echo $?; printf 'a\\n' > 3; cmp 1 3; cmp 1 nope; echo $?",
    '1 2 differ: char 3, line 2\n1\n0\n1\n2\n',
    0,
    'cmp: EOF on 3\ncmp: nope: No such file or directory\n',
  ],
  [
    "seq 20 > 1; seq 20 | sed 's/^5$/five/; 15d' > 2; diff 1 2; echo $?; diff 1 1; echo $?; diff -q 1 2; diff -U 1 1 2; diff nope 1; echo $?",
    '--- 1\n+++ 2\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n@@ -12,7 +12,6 @@\n 12\n 13\n 14\n-15\n 16\n 17\n 18\n1\n0\nFiles 1 and 2 differ\n--- 1\n+++ 2\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n@@ -14,3 +14,2 @@\n 14\n-15\n 16\n2\n',
    0,
    "diff: can't stat 'nope': No such file or directory\n",
  ],
  [
    "printf 'a\\nb' > 1; printf 'a\\nb\\n' > 2; diff 1 2; printf '' > 3; diff 3 1; diff 1 3",
    '--- 1\n+++ 2\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n--- 3\n+++ 1\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n--- 1\n+++ 3\n@@ -1,2 +0,0 @@\n-a\n-b\n\\ No newline at end of file\n',
    1,
  ],
  [
    'mkdir x y; echo 1 > x/a; echo 2 > y/a; echo > y/b; echo > x/c; diff -r x y; echo $?',
    '--- x/a\n+++ y/a\n@@ -1 +1 @@\n-1\n+2\nOnly in y: b\nOnly in x: c\n1\n',
  ],
  [
    "printf 'a\\n\\nb\\n' > 1; printf 'a\\nb\\nc\\nd\\ne\\n' > 2; diff 1 2; echo 'A  b' > 3; echo 'a b' > 4; diff -i -b 3 4; echo $?",
    '--- 1\n+++ 2\n@@ -1,3 +1,5 @@\n a\n-\n b\n+c\n+d\n+e\n0\n',
  ],
  [
    'nice echo a; nohup echo b; setsid echo c; nice; nice nope; echo $?',
    'a\nb\nc\n0\n127\n',
    0,
    "nice: can't execute 'nope': No such file or directory\n",
  ],
  [
    'ln -s a b; readlink b; readlink a; echo $?; touch a; readlink -f b; readlink -f nope; realpath b; realpath nope; realpath nope/x; echo $?; readlink',
    'a\n1\n/tmp/x/a\n/tmp/x/a\n1\n',
    1,
    'realpath: nope: No such file or directory\nrealpath: nope/x: No such file or directory\nBusyBox v1.36.1 multi-call binary.\n\nUsage: readlink [-fnv] FILE\n',
  ],
  [
    "f=$(mktemp); case $f in /tmp/tmp.??????) echo ok;; *) echo $f;; esac; stat -c %a $f; rm $f; d=$(mktemp -d); stat -c '%a %F' $d; rmdir $d; mktemp ./zz.XXXXXX | cut -c1-5; mktemp -u -t ab.XXXXXX | cut -c1-8",
    'ok\n600\n700 directory\n./zz.\n/tmp/ab.\n',
  ],
  ['A=1 B=2 printenv A; printenv NOPE; echo $?; A=1 printenv NOPE A; echo $?', '1\n1\n1\n1\n'],
  ['tty </dev/null; echo $?; tty -s </dev/null; echo $?', 'not a tty\n1\n1\n'],
  [
    "printf 'hello world\\n\\0abcdefghijklmnopqrstuvwxyz' > f; od f; od -c f; od -An -tx1 f; od -A d -t x1 f; od -b f; od -x f; od -t d1 -N 4 f; od -j 3 -N 2 -c f",
    '0000000 062550 066154 020157 067567 066162 005144 060400 061542\n0000020 062544 063546 064550 065552 066554 067556 070560 071562\n0000040 072564 073566 074570 000172\n0000047\n0000000   h   e   l   l   o       w   o   r   l   d  \\n  \\0   a   b   c\n0000020   d   e   f   g   h   i   j   k   l   m   n   o   p   q   r   s\n0000040   t   u   v   w   x   y   z\n0000047\n 68 65 6c 6c 6f 20 77 6f 72 6c 64 0a 00 61 62 63\n 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73\n 74 75 76 77 78 79 7a\n0000000 68 65 6c 6c 6f 20 77 6f 72 6c 64 0a 00 61 62 63\n0000016 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73\n0000032 74 75 76 77 78 79 7a\n0000039\n0000000 150 145 154 154 157 040 167 157 162 154 144 012 000 141 142 143\n0000020 144 145 146 147 150 151 152 153 154 155 156 157 160 161 162 163\n0000040 164 165 166 167 170 171 172\n0000047\n0000000 6568 6c6c 206f 6f77 6c72 0a64 6100 6362\n0000020 6564 6766 6968 6b6a 6d6c 6f6e 7170 7372\n0000040 7574 7776 7978 007a\n0000047\n0000000  104  101  108  108\n0000004\n0000003   l   o\n0000005\n',
  ],
  [
    "printf 'hello world\\n\\0abcdefghijklmnopqrstuvwxyz' > f; hexdump f; hexdump -C f; xxd f; xxd -p f; xxd -l 4 f; xxd -p f | xxd -r -p | head -n 1; hd f",
    '0000000 6568 6c6c 206f 6f77 6c72 0a64 6100 6362\n0000010 6564 6766 6968 6b6a 6d6c 6f6e 7170 7372\n0000020 7574 7776 7978 007a                    \n0000027\n00000000  68 65 6c 6c 6f 20 77 6f  72 6c 64 0a 00 61 62 63  |hello world..abc|\n00000010  64 65 66 67 68 69 6a 6b  6c 6d 6e 6f 70 71 72 73  |defghijklmnopqrs|\n00000020  74 75 76 77 78 79 7a                              |tuvwxyz|\n00000027\n00000000: 6865 6c6c 6f20 776f 726c 640a 0061 6263  hello world..abc\n00000010: 6465 6667 6869 6a6b 6c6d 6e6f 7071 7273  defghijklmnopqrs\n00000020: 7475 7677 7879 7a                        tuvwxyz\n68656c6c6f20776f726c640a006162636465666768696a6b6c6d6e6f7071\n72737475767778797a\n00000000: 6865 6c6c                                hell\nhello world\n00000000  68 65 6c 6c 6f 20 77 6f  72 6c 64 0a 00 61 62 63  |hello world..abc|\n00000010  64 65 66 67 68 69 6a 6b  6c 6d 6e 6f 70 71 72 73  |defghijklmnopqrs|\n00000020  74 75 76 77 78 79 7a                              |tuvwxyz|\n00000027\n',
  ],
  [
    'dd if=/dev/zero bs=10 count=3 2>/dev/null | od -c; dd if=/dev/zero of=z bs=1k count=2 2>/dev/null; stat -c %s z; echo abcdef | dd bs=1 skip=2 count=3 2>/dev/null; dd if=/dev/zero of=z bs=1k seek=4 count=1 2>/dev/null; stat -c %s z; dd if=nope; echo $?',
    '0000000  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0\n0000020  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0  \\0\n0000036\n2048\ncde5120\n1\n',
    0,
    "dd: can't open 'nope': No such file or directory\n",
  ],
  [
    'echo abc | dd status=noxfer; echo abc | dd of=q conv=notrunc status=none; cat q; dd foo=1; echo $?',
    'abc\nabc\n1\n',
    0,
    '0+1 records in\n0+1 records out\nBusyBox v1.36.1 multi-call binary.\n\nUsage: dd [if=FILE] [of=FILE] [ibs=N obs=N/bs=N] [count=N] [skip=N] [seek=N]\n',
  ],
  ['head -c 3000000 /dev/zero | dd bs=1M 2>&1 >/dev/null | head -n 2', '2+1 records in\n2+1 records out\n'],
  [
    'echo hi > a; truncate -s 10 a; stat -c %s a; truncate -s 1K b; stat -c %s b; truncate -s 1 a; cat a; echo; truncate -c -s 3 nope; ls nope',
    '10\n1024\nh\n',
    1,
    'ls: nope: No such file or directory\n',
  ],
  [
    'install -d x/y; stat -c %a x/y; echo hi > f; install -m 600 f x; stat -c %a x/f; install f g; stat -c %a g',
    '755\n600\n755\n',
  ],
  [
    'mkdir -p t/u; echo one > t/a; echo two > t/u/b; ln -s a t/l; tar cf x.tar t; tar tf x.tar | sort; mkdir o; tar xf x.tar -C o; cat o/t/u/b; readlink o/t/l; tar xOf x.tar t/a; tar cf - t | tar tf - | sort; tar xf nope; echo $?',
    't/\nt/a\nt/l\nt/u/\nt/u/b\ntwo\na\none\nt/\nt/a\nt/l\nt/u/\nt/u/b\n1\n',
    0,
    "tar: can't open 'nope': No such file or directory\n",
  ],
  [
    'mkdir t; echo one > t/a; tar czf x.tgz t; mkdir o; tar xzf x.tgz -C o; cat o/t/a; tar -cf - nope > /dev/null; echo $?; cat t/a | tar tf -; echo $?',
    'one\n1\n1\n',
    0,
    'tar: nope: No such file or directory\ntar: error exit delayed from previous errors\ntar: short read\n',
  ],
  [
    'mkdir t; echo one > t/a; tar cvf x.tar t; tar xvf x.tar; tar -x -f x.tar -v t/a; tar -C t -cf - a | tar tvf - | cut -c1-30',
    't/\nt/a\nt/\nt/a\nt/a\n-rw-r--r-- root/root         4\n',
  ],
  [
    'echo hello > a; gzip a; ls; gunzip a.gz; cat a; gzip -c a | gunzip -c; gzip -k a; zcat a.gz; echo x | gunzip; echo $?; gzip nope; echo $?; gunzip a',
    'a.gz\nhello\nhello\nhello\n1\n1\n',
    1,
    'gunzip: invalid magic\ngzip: nope: No such file or directory\ngunzip: a: unknown suffix - ignored\n',
  ],
  ['seq 5000 | gzip -9 > f; gunzip -c < f | md5sum', 'a5a208cd26b07cadade3450fe14d1d93  -\n'],
  [
    'sleep 100 & pidof sleep >/dev/null && echo yes; killall sleep; wait; pidof nosuch; echo $?; killall nosuch; echo $?',
    'yes\n1\n1\n',
    0,
    'killall: nosuch: no process killed\n',
  ],
  [
    "sleep 77 & pgrep -f 'sleep 77' >/dev/null; echo $?; pkill -f 'sleep 77'; wait; pgrep nosuchthing; echo $?",
    '0\n1\n',
  ],
  [
    'echo a > a; du a | cut -f2; mkdir d; echo hi > d/f; du -s d | cut -f2; du -a d | cut -f2; du nope; echo $?',
    'a\nd\nd/f\nd\n1\n',
    0,
    'du: nope: No such file or directory\n',
  ],
  [
    'rmdir nope; echo $?; mkdir -p a/b; rmdir a; rmdir a/b a; ls',
    '1\n',
    0,
    "rmdir: 'nope': No such file or directory\nrmdir: 'a': Directory not empty\n",
  ],
  [
    'umount; umount /nope; echo $?',
    '1\n',
    0,
    "BusyBox v1.36.1 multi-call binary.\n\nUsage: umount [-rlfda] [-t FSTYPE] FILESYSTEM|DIRECTORY\numount: can't unmount /nope: Invalid argument\n",
  ],
  [
    'rev nope; tac nope; nl nope; fold nope; stat nope; md5sum nope; base64 nope; od nope; hexdump nope; cmp nope nope2; split nope',
    '',
    1,
    "rev: nope: No such file or directory\ntac: nope: No such file or directory\nnl: nope: No such file or directory\nfold: nope: No such file or directory\nstat: can't stat 'nope': No such file or directory\nmd5sum: can't open 'nope': No such file or directory\nbase64: nope: No such file or directory\nod: nope: No such file or directory\nhexdump: nope: No such file or directory\ncmp: nope: No such file or directory\nsplit: can't open 'nope': No such file or directory\n",
  ],
  [
    'head -c 5 /dev/zero | hexdump -v; head -c 64 /dev/zero | hexdump -C; head -c 64 /dev/zero | xxd; head -c 70 /dev/zero | od',
    '0000000 0000 0000 0000                         \n0000005\n00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000040\n00000000: 0000 0000 0000 0000 0000 0000 0000 0000  ................\n00000010: 0000 0000 0000 0000 0000 0000 0000 0000  ................\n00000020: 0000 0000 0000 0000 0000 0000 0000 0000  ................\n00000030: 0000 0000 0000 0000 0000 0000 0000 0000  ................\n0000000 000000 000000 000000 000000 000000 000000 000000 000000\n*\n0000100 000000 000000 000000\n0000106\n',
  ],
  ['echo abc | less; echo abc | more; echo x > f; more f', 'abc\nabc\nx\n'],
]);

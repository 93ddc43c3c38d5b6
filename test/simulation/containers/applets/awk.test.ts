// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import { describeScripts } from '../scriptTable.ts';

/** Compared with busybox' awk, and by hand where Debian's build leaves something out (mathematics, `%*d`). */
describeScripts('awk in a container', [
  [
    "printf 'a b c\\nd e f\\n' | awk '{print $2}'; printf 'a b c\\n' | awk '{print $NF, NF, $0}'; echo a:b:c | awk -F: '{print $3 $1}'; echo a:b | awk -F : -v OFS=- '{$1=$1; print}'",
    'b\ne\nc 3 a b c\nca\na-b\n',
  ],
  [
    "seq 5 | awk '{s+=$1} END {print s, NR, s/NR}'; seq 10 | awk 'NR%2==0'; seq 10 | awk 'NR==3,NR==5'; seq 10 | awk '/[37]/'; seq 3 | awk 'END{print}'",
    '15 5 3\n2\n4\n6\n8\n10\n3\n4\n5\n3\n7\n3\n',
  ],
  [
    'awk \'BEGIN {printf "%5.2f|%-5s|%05d|%x|%c|%c|%e|%g|%%\\n", 3.14159, "ab", 42, 255, 65, "hello", 12345.678, 0.0001}\'',
    ' 3.14|ab   |00042|ff|A|h|1.234568e+04|0.0001|%\n',
  ],
  [
    "awk 'BEGIN {print 1/3, 100000000, 1e6, 1e300, 0.1+0.2, 123456789.123, 1e-5, -0, 2^10, 2**3, 7%3, -7%3}'",
    '0.333333 100000000 1000000 1e+300 0.3 1.23457e+08 1e-05 0 1024 8 1 -1\n',
  ],
  [
    'awk \'BEGIN {print length("abc"), substr("hello",2,3), substr("hello",0,2), substr("hello",4), index("hello","l"), toupper("abc"), tolower("ABC")}\'',
    '3 ell he lo 3 ABC abc\n',
  ],
  [
    'awk \'BEGIN {n=split("a,b,c",x,","); print n, x[1], x[3]; n=split("a b  c",y); print n,y[3]; n=split("",z); print n; n=split("abc",w,""); print n, w[2]}\'',
    '3 a c\n3 c\n0\n3 b\n',
  ],
  [
    'awk \'BEGIN {s="hello world"; gsub(/o/,"0",s); print s; sub(/l+/,"[&]",s); print s; print gsub(/x/,"y",s); t="aaa"; print gsub(/a/,"\\\\&",t), t}\'',
    'hell0 w0rld\nhe[ll]0 w0rld\n0\n3 &&&\n',
  ],
  [
    'echo \'hello world\' | awk \'{gsub(/o/,"0"); print; $2="x"; print; NF=1; print; $5="e"; print; print NF}\'',
    'hell0 w0rld\nhell0 x\nhell0\nhell0    e\n5\n',
  ],
  [
    'awk \'BEGIN {if (match("foobar", /o+/)) print RSTART, RLENGTH; print match("x", /y/), RSTART, RLENGTH}\'',
    '2 2\n0 0 -1\n',
  ],
  ["printf 'a 1\\nb 2\\na 3\\n' | awk '{c[$1]+=$2} END {for (k in c) print k, c[k]}' | sort", 'a 4\nb 2\n'],
  ["awk 'function f(n) {return n<2?n:f(n-1)+f(n-2)} BEGIN {print f(15)}'", '610\n'],
  [
    'awk \'function fill(a,n,  i) {for(i=1;i<=n;i++) a[i]=i*i} BEGIN {fill(q,4); print q[4], length(q); print i ""}\'',
    '16 4\n\n',
  ],
  [
    'awk \'BEGIN {a["x"]=1; if ("x" in a) print "yes"; if (!("y" in a)) print "no"; delete a["x"]; print length(a); b[1,2]=3; if ((1,2) in b) print "two"; for (k in b) {split(k,p,SUBSEP); print p[1], p[2]}}\'',
    'yes\nno\n0\ntwo\n1 2\n',
  ],
  [
    'awk \'BEGIN {while (("echo a; echo b" | getline l) > 0) print "got " l; close("echo a; echo b"); "date +%Y" | getline y; print (y>2000)}\'',
    'got a\ngot b\n1\n',
  ],
  [
    "printf '1\\n2\\n3\\n' > f; awk 'BEGIN {while ((getline l < \"f\") > 0) n++; print n; print (getline l < \"nope\")}'; awk 'NR==1{getline; print; getline x; print x, NR}' f",
    '3\n-1\n2\n3 3\n',
  ],
  [
    'awk \'BEGIN {print "b\\na" | "sort"; close("sort"); print "x" > "o"; print "y" > "o"; close("o"); while ((getline l < "o")>0) print l; print "z" >> "o"; system("cat o"); print "err" > "/dev/stderr"}\'',
    'a\nb\nx\ny\nx\ny\nz\n',
    0,
    'err\n',
  ],
  [
    'awk \'BEGIN {exit 3} END {print "end"}\'; echo $?; echo a | awk \'{exit} END {print "e"; exit 4}\'; echo $?',
    'end\n3\ne\n4\n',
  ],
  [
    "seq 6 | awk '{if ($1==2) next; if ($1>4) exit; print $1}'; awk 'BEGIN {for(;;){i++; if(i==3) continue; if (i>5) break; print i}; do j++; while (j<3); print j; while(k<2) k++; print k}'",
    '1\n3\n4\n1\n2\n4\n5\n3\n2\n',
  ],
  [
    "awk -v x=5 -v 'y=a\\tb' 'BEGIN {print x+1, y}'; echo 1 | awk '{print v}' v=7 -; A=hi awk 'BEGIN {print ENVIRON[\"A\"]}'; awk 'BEGIN {print ARGC, ARGV[1]}' q",
    '6 a\tb\n7\nhi\n2 q\n',
  ],
  [
    "printf 'a,b\\n\"c\" d\\n' | awk -F, '{print NF \": \" $1}'; printf 'a  b\\tc\\n' | awk -F'\\t' '{print $2}'; echo a1b22c | awk -F'[0-9]+' '{print $1 $2 $3}'; echo 'a|b' | awk -F'|' '{print $2}'; echo a.b | awk -F. '{print $2}'",
    '2: a\n1: "c" d\nc\nabc\nb\nb\n',
  ],
  [
    "printf 'a b\\nc\\n\\n\\nd e\\n' | awk 'BEGIN{RS=\"\"}{print NR\": \"$1\"-\"$NF}'; printf 'a;b;c' | awk 'BEGIN{RS=\";\"}{print}'; printf 'a12b3c' | awk -v RS='[0-9]+' '{print}'",
    '1: a-c\n2: d-e\na\nb\nc\na\nb\nc\n',
  ],
  [
    'awk \'BEGIN {print 1 " " 2, 1+1 "x", -1 " " -1; x = "a" "b"; print x; print 1==1 ? "t" : "f"; y = 1 + 2 * 3 ^ 2; print y; print !0 + 1; print 5 - -3; i=5; print i++ + ++i, i--; print i; i^=2; print i; i%=10; print i}\'',
    '1 2 2x -1-1\nab\nt\n19\n2\n8\n12 7\n6\n36\n6\n',
  ],
  ['awk \'BEGIN {print substr("hello", 2); print length(); print length "x"}\' </dev/null', 'ello\n0\n0x\n'],
  [
    "awk '{print'; echo $?; awk; echo $?; awk 'BEGIN {print 1/0}'; echo $?; awk '{print}' nope; echo $?; awk -f nope; echo $?",
    '1\n1\n1\n1\n1\n',
    0,
    "awk: cmd. line:1: Unexpected token\nBusyBox v1.36.1 multi-call binary.\n\nUsage: awk [OPTIONS] [AWK_PROGRAM] [FILE]...\nawk: cmd. line:1: Division by zero\nawk: nope: No such file or directory\nawk: can't open 'nope': No such file or directory\n",
  ],
  ["awk 'BEGIN {f()}'; echo $?", '1\n', 0, 'awk: cmd. line:1: Call to undefined function\n'],
  [
    'echo \'BEGIN { print "from file" } # comment\n\nfunction f(a,\n b) { return a b }\nEND { print f(1,\n2) }\' > p.awk; echo x | awk -f p.awk; cat p.awk | wc -l',
    'from file\n12\n6\n',
  ],
  [
    "ps | awk 'NR==1 {print $1, $4}'; df / | awk 'NR==2 {print NF}'; echo 'key: value' | awk '/^key:/ {print $2}'; printf 'MemTotal: 100 kB\\n' | awk '/MemTotal/{printf \"%.1f\\n\", $2/1024}'",
    'PID COMMAND\n6\nvalue\n0.1\n',
  ],
  [
    'awk \'BEGIN { "echo hi" | getline; print; printf "%s %s\\n", "a", "b"; printf("%d-%d\\n", 1, 2); print("x", "y"); print("x")("y") }\'',
    'hi\na b\n1-2\nx y\nxy\n',
  ],
  [
    'awk \'BEGIN { if (1) print "a"; else print "b"\n if (0) { print "c" } else if (1) print "d"; ; }\n\n END { }\' </dev/null',
    'a\nd\n',
  ],
  [
    'awk \'BEGIN { x["a"]; for (k in x) print "k", k; print length(x); $0 = "p q r"; print $2, NF; $3 = ""; print; print NF }\'',
    'k a\n1\nq 3\np q \n3\n',
  ],
  [
    'echo "a b c d" | awk \'{ for (i = NF; i > 0; i--) printf "%s%s", $i, (i > 1 ? OFS : ORS) }\'; echo 3 | awk \'$1 > 2 && $1 != 4 || /x/ { print "ok" }\'; echo "foo=bar" | awk \'{ sub("=.*", ""); print }\' ; echo test | awk \'$0 ~ "t$"\'; echo test | awk \'$0 !~ /t$/\'',
    'd c b a\nok\nfoo\ntest\n',
  ],
  [
    'awk \'BEGIN { print sin(0), cos(0), exp(0), log(1), sqrt(16), int(-3.7), int("12abc"), atan2(0,-1) }\'',
    '0 1 1 0 4 -3 12 3.14159\n',
  ],
  [
    'awk \'BEGIN { print toupper(substr("abc", 1, 1)) substr("abc", 2); printf "%s\\n"; printf "%5s|%-5s|%.2s\\n", "abc", "abc", "abc"; printf "%*d\\n", 5, 42; printf "%i %o %X %u\\n", 7.9, 8, 255, 3; printf "a\\tb\\\\n\\n" }\'',
    'Abc\n\n  abc|abc  |ab\n   42\n7 10 FF 3\na\tb\\n\n',
  ],
  [
    "printf 'x y\\n' | awk '{ $(1+1) = \"z\"; print $1$2; print $NF-1, $(NF-1) }'; echo '5 apples' | awk '{ print $1 * 2, \"n\" $2 }'",
    'xz\n-1 x\n10 napples\n',
  ],
  [
    'awk \'BEGIN { a = "x"; b = a++; print a, b; print "A" < "a", "abc" < "abd"; print 1e3 == "1000", 1000 == "1e3" }\'',
    '1 0\n1 1\n1 0\n',
  ],
  ["yes | awk 'NR==3{exit}1'; seq 100000 | awk '{s+=$1} END{print s}'", 'y\ny\n5000050000\n'],
  [
    'awk \'BEGIN { regex = "^[a-c]+$"; if ("abc" ~ regex) print "m"; if ("abd" ~ regex) print "n"; print "a.b" ~ /a\\.b/, "axb" ~ "a\\\\.b", "a/b" ~ /a\\/b/, "tab\\there" ~ /\\t/ }\'',
    'm\n1 0 1 1\n',
  ],
]);

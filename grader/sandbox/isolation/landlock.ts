import { existsSync } from "node:fs";
import path from "node:path";

/** Landlock's rights to files, by the bit that the kernel gives them. */
const EXECUTE = 1 << 0;
const WRITE_FILE = 1 << 1;
const READ_FILE = 1 << 2;
const READ_DIR = 1 << 3;
const READ = EXECUTE | READ_FILE | READ_DIR;

/** What Node and the loader of its libraries read while they start. Nothing of a user's. */
const SYSTEM = [
  "/usr",
  "/lib",
  "/lib64",
  "/bin",
  "/etc/ld.so.cache",
  "/etc/ssl",
  "/proc",
  "/sys",
  "/nix/store",
  // A Node that was built with shared libraries has them here.
  path.join(path.dirname(process.execPath), "../lib"),
  process.execPath,
];

/**
 * A program for Perl, which every Linux has and which can make a system call: takes away the right to all files but those named, to
 * TCP, and to signals outside, each as far as this kernel can, and becomes the program that follows. Its words: the number of pairs, then
 * as many pairs of rights and path, then the program. It dies when the kernel refuses anything.
 */
const PROGRAM = `
my ($pairs, @rest) = @ARGV;
my ($create, $add, $restrict) = (444, 445, 446);
my $abi = syscall($create, 0, 0, 1);
die "no Landlock\\n" if $abi < 1;
my $files = $abi >= 5 ? 0xffff : $abi >= 3 ? 0x7fff : $abi >= 2 ? 0x3fff : 0x1fff;
my $net = $abi >= 4 ? 3 : 0;
my $scoped = $abi >= 6 ? 3 : 0;
my $attr = $abi >= 6 ? pack("QQQ", $files, $net, $scoped) : $abi >= 4 ? pack("QQ", $files, $net) : pack("Q", $files);
my $ruleset = syscall($create, $attr, length($attr), 0);
die "no ruleset\\n" if $ruleset < 0;
for (1 .. $pairs) {
  my ($rights, $path) = splice(@rest, 0, 2);
  sysopen(my $handle, $path, 0x200000) or die "$path: $!\\n";
  $rights &= 0xe007 unless -d $path;
  my $rule = pack("Ql", $rights & $files, fileno($handle));
  die "no rule for $path\\n" if syscall($add, $ruleset, 1, $rule, 0) != 0;
}
die "not restricted\\n" if syscall($restrict, $ruleset, 0) != 0;
exec { $rest[0] } @rest or die "$rest[0]: $!\\n";
`;

/** Prints which of them this kernel's Landlock can do. */
const ABI_PROGRAM = `my $abi = syscall(444, 0, 0, 1); print $abi;`;

export const PERL = "/usr/bin/perl";

/** The words before a program that may read the system, Node and these folders, and write nothing. The caller must have `no_new_privs`. */
export function landlocked(readable: readonly string[]): string[] {
  const paths = [...SYSTEM, ...readable].filter((each) => existsSync(each));
  const pairs = [...paths.map((each) => [READ, each] as const), [READ | WRITE_FILE, "/dev"] as const];
  return [PERL, "-e", PROGRAM, `${pairs.length}`, ...pairs.flatMap(([rights, each]) => [`${rights}`, each])];
}

/** Prints the version of this kernel's Landlock: 4 and later refuse TCP, 6 and later signals. */
export const landlockVersion: readonly string[] = [PERL, "-e", ABI_PROGRAM];

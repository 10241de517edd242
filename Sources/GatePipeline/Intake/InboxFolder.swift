import Foundation
import GateDomain

/// A folder into which others put files, by system calls: names are bytes, whatever their encoding.
struct InboxFolder: Sendable {
    /// A file's name: the bytes that the file system has.
    struct Name: Hashable, Comparable, Sendable {
        var bytes: [UInt8]

        /// Printable: bytes that are no UTF-8 and control characters as `\xE9`.
        var text: String {
            if let text = String(validating: bytes, as: UTF8.self),
                !text.unicodeScalars.contains(where: Self.isUnprintable)
            {
                return text
            }
            return bytes.map { (0x20..<0x7f).contains($0) ? String(UnicodeScalar($0)) : Self.escape($0) }.joined()
        }

        var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }
        var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

        static func < (a: Name, b: Name) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

        private static func escape(_ byte: UInt8) -> String { "\\x" + String(format: "%02X", byte) }

        private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }

    /// What tells one state of a file from another.
    struct FileState: Hashable, Sendable {
        var device: UInt64
        var inode: UInt64
        var size: Int
        /// Nanoseconds of the last change of its content.
        var modified: Int64
        var isRegular: Bool
    }

    let path: String

    func file(_ name: Name) -> [CChar] { Self.cString(Array(path.utf8) + [UInt8(ascii: "/")] + name.bytes) }

    /// Every name that is not hidden, in order; nil when the folder cannot be read.
    func names() -> [Name]? {
        guard let handle = opendir(path) else { return nil }
        defer { closedir(handle) }
        var names: [Name] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: UInt8.self, capacity: 256) { base in
                    Name(bytes: [UInt8](UnsafeBufferPointer(start: base, count: strnlen(base, 255))))
                }
            }
            if !name.isHidden { names.append(name) }
        }
        return names.sorted()
    }

    /// Nil when there is no such file, or it is a folder.
    func state(of name: Name) -> FileState? {
        var status = stat()
        guard lstat(file(name), &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
        return FileState(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
            modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec),
            isRegular: status.st_mode & S_IFMT == S_IFREG)
    }

    /// The folder's own device and inode, and whether something is mounted on it; nil when it is not there.
    func identity() -> (device: UInt64, inode: UInt64, isMountPoint: Bool)? {
        var own = stat()
        var parent = stat()
        guard stat(path, &own) == 0, own.st_mode & S_IFMT == S_IFDIR, stat(path + "/..", &parent) == 0 else {
            return nil
        }
        return (UInt64(own.st_dev), UInt64(own.st_ino), own.st_dev != parent.st_dev)
    }

    /// Moves a file into a folder beside it under a name that nothing has yet, never over another file.
    /// - Returns: its name there.
    func move(_ name: Name, into subfolder: String) throws(InboxError) -> Name {
        let target = path + "/" + subfolder
        do {
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        } catch {
            throw InboxError("\(target): cannot be made; check the permissions of the inbox")
        }
        for number in 1...10_000 {
            let free = number == 1 ? name : Name(bytes: name.bytes + Array("-\(number)".utf8))
            let to = Self.cString(Array(target.utf8) + [UInt8(ascii: "/")] + free.bytes)
            // A second name that must not exist yet, then the first one goes; disks without second names are asked before.
            if link(file(name), to) == 0 {
                unlink(file(name))
                return free
            }
            if errno != EEXIST, access(to, F_OK) != 0, rename(file(name), to) == 0 { return free }
            guard access(to, F_OK) == 0 else {
                throw InboxError(
                    "\(path)/\(name.text): cannot be moved to \(target) (\(String(cString: strerror(errno))))")
            }
        }
        throw InboxError("\(path)/\(name.text): \(target) holds too many files of that name")
    }

    /// Writes `NAME.reason.txt` beside a file that was moved.
    func write(_ reasons: [String], asReasonFor moved: Name, in subfolder: String) throws(InboxError) {
        let file = Self.cString(Array("\(path)/\(subfolder)/".utf8) + moved.bytes + Array(".reason.txt".utf8))
        let text = Array(reasons.joined(separator: "\n").utf8) + [10]
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else {
            throw InboxError(
                "\(path)/\(subfolder)/\(moved.text): its reason cannot be written (\(String(cString: strerror(errno))))"
            )
        }
        defer { close(descriptor) }
        _ = text.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Whether nobody writes to the file any more: the kernel gives a read lease only then. Where it gives none at all (another user's
    /// file, a shared disk), the file must have been left alone for a second.
    func isClosed(_ name: Name, _ state: FileState, now: Instant) -> Bool {
        let descriptor = open(file(name), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        _ = Self.breakersAreNoSignal
        if fcntl(descriptor, Self.setLease, Int32(F_RDLCK)) == 0 {
            _ = fcntl(descriptor, Self.setLease, Int32(F_UNLCK))
            return true
        }
        if errno == EAGAIN { return false }
        return abs(now.microseconds &- state.modified / 1000) > 1_000_000
    }

    /// Who opens the file for writing while the lease stands waits until it is given back; the signal that tells us of it would end us.
    private static let breakersAreNoSignal: Void = { _ = signal(SIGIO, SIG_IGN) }()

    /// F_SETLEASE of Linux, which Glibc's module does not show.
    private static let setLease: Int32 = 1024

    private static func cString(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}

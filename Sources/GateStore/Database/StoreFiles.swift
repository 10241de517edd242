import Foundation
import GateDomain
import GatePipeline

/// The files of a database on the disk: ours alone to read, whatever the umask.
enum StoreFiles {
    /// The file behind a path, so that two names of one database are one.
    static func resolved(_ path: String) throws -> String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        return path
    }

    /// Makes the database file if there is none, and makes it and what stands beside it private.
    /// - Throws: `StoreError` when it cannot be written, is no plain file, or has a second name, under which SQLite would damage it.
    static func prepare(database path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            fchmod(descriptor, 0o600)
            close(descriptor)
            return
        }
        guard errno == EEXIST else { throw failure(path, errno) }
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure(path, EISDIR) }
        guard status.st_nlink == 1 else {
            throw StoreError("\(path): the file has \(status.st_nlink) names (hard links); remove the others first")
        }
        guard access(path, W_OK) == 0 else { throw failure(path, errno) }
        for suffix in ["", "-wal", "-shm"] where access(path + suffix, F_OK) == 0 { makePrivate(path + suffix, 0o600) }
    }

    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw failure(path, errno) }
        makePrivate(path, 0o700)
        guard access(path, W_OK | X_OK) == 0 else { throw failure(path, errno) }
    }

    /// Takes rights from others; a file of another user stays as it is.
    private static func makePrivate(_ path: String, _ mode: mode_t) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & 0o777 != mode { chmod(path, mode) }
    }

    private static func failure(_ path: String, _ code: Int32) -> StoreError {
        let (kind, advice): (StoreError.Kind, String) =
            switch code {
            case ENOSPC, EDQUOT: (.full, "the disk is full: make room and run again")
            case EROFS: (.other, "its disk is read-only: name a database elsewhere")
            case EACCES, EPERM: (.other, "check the permissions of the file and its folder")
            case EISDIR: (.other, "name a file")
            default: (.other, "check that the folder exists and may be written")
            }
        return StoreError(
            "\(path): cannot be opened to be written (\(String(cString: strerror(code)))); \(advice)", kind: kind,
            code: code)
    }
}

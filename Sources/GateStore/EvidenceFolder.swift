import Foundation
import GateDomain
import GatePipeline

/// Pictures under their SHA-256. A file stands under its final name only when it is whole and on the disk.
struct EvidenceFolder: Sendable {
    let path: String

    func file(_ sha256: String) -> String { "\(path)/\(sha256.prefix(2))/\(sha256).jpg" }

    func keep(_ bytes: [UInt8]) throws -> String {
        let sha256 = Hashing.sha256Hex(bytes)
        let final = file(sha256)
        if access(final, F_OK) == 0 { return sha256 }
        let folder = "\(path)/\(sha256.prefix(2))"
        for each in [path, folder] where mkdir(each, 0o700) == 0 { chmod(each, 0o700) }
        // Names of parts are unique a thread, so that two cameras may keep the same picture at once.
        let part = "\(final).\(getpid())-\(UInt64(pthread_self()))"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(final, errno) }
        fchmod(descriptor, 0o600)
        var written = 0
        var code: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            while written < buffer.count, code == 0 {
                let count = write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0 { code = errno == EINTR ? 0 : errno } else { written += count }
            }
        }
        if code == 0, fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0, code == 0 { code = errno }
        if code == 0, rename(part, final) != 0 { code = errno }
        if code == 0 { code = synchronise(folder) }
        guard code == 0 else {
            unlink(part)
            throw failure(final, code)
        }
        return sha256
    }

    /// The bytes under a hash; nil when the file is missing or unreadable.
    func bytes(_ sha256: String) -> [UInt8]? { FileManager.default.contents(atPath: file(sha256)).map { [UInt8]($0) } }

    /// The new name on the disk too: a power cut after the commit must not take the picture.
    private func synchronise(_ folder: String) -> Int32 {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        return fsync(descriptor) == 0 ? 0 : errno
    }

    private func failure(_ file: String, _ code: Int32) -> StoreError {
        let (kind, advice): (StoreError.Kind, String) =
            switch code {
            case ENOSPC, EDQUOT: (.full, "the disk is full: make room; records are kept as long as they can be")
            case EROFS, EACCES, EPERM: (.other, "it cannot be written: check the permissions of the folder")
            case EIO: (.inputOutput, "check the disk")
            default: (.other, "check the disk")
            }
        return StoreError(
            "\(file): the evidence picture cannot be kept (\(String(cString: strerror(code)))); \(advice)", kind: kind,
            code: code)
    }
}

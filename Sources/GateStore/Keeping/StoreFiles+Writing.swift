import Foundation
import GatePipeline

extension StoreFiles {
    /// A whole file, or the one that was there; on the disk when this returns.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let part = path + ".part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refused(path, errno) }
        let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        let code = count == bytes.count ? 0 : errno
        close(descriptor)
        guard code == 0 else { throw refused(path, code) }
        try install(part, as: path)
    }

    /// Puts a finished file in the place of another one, and returns when that is on the disk.
    static func install(_ part: String, as path: String) throws {
        for (name, flags) in [(part, O_RDWR), (URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY)] {
            let descriptor = open(name, flags | O_CLOEXEC)
            guard descriptor >= 0 else { throw refused(name, errno) }
            defer { close(descriptor) }
            if flags == O_RDWR { fchmod(descriptor, 0o600) }
            guard fsync(descriptor) == 0 else { throw refused(name, errno) }
            if name == part, rename(part, path) != 0 { throw refused(path, errno) }
        }
    }

    private static func refused(_ path: String, _ code: Int32) -> StoreError {
        StoreError(
            "\(path): cannot be written (\(String(cString: strerror(code)))); check the folder, its permissions and the room "
                + "on its disk", kind: code == ENOSPC || code == EDQUOT ? .full : .other, code: code)
    }
}

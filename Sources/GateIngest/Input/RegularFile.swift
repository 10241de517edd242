import Foundation

/// Whether a path leads to a file with contents: not to a folder, a pipe or a device, which may never end or never begin.
func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

import Foundation

/// Where the networks lie.
enum ModelFolder {
    static let option = "--models"

    /// `--models`, else BORDERGATE_MODELS, else `Models` beside the working directory, the source tree, or the installation.
    static func find(_ arguments: Arguments) throws(UsageError) -> String {
        if let given = arguments.last(option) { return given }
        if let given = ProcessInfo.processInfo.environment["BORDERGATE_MODELS"], !given.isEmpty { return given }
        let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = ["Models"]
        if let executable {
            // .build/<triple>/<configuration>/bordergate in a source tree; <prefix>/bin/bordergate when installed.
            for steps in ["../../../Models", "../../Models", "../share/bordergate/Models"] {
                candidates.append(executable.appendingPathComponent(steps).standardizedFileURL.path)
            }
        }
        for candidate in candidates where FileManager.default.fileExists(atPath: candidate + "/plate-detector.xml") {
            return candidate
        }
        throw UsageError("no folder with the networks was found; name it with --models DIR or BORDERGATE_MODELS")
    }
}

import GateDomain
import GatePipeline

/// One request from its first line to `completed`. Made by the library's threads; the answer comes from a task.
final class Exchange: Sendable {
    struct State {
        var headers = HeaderFields()
        var body: [UInt8] = []
        var isHeadSeen = false
        var isTooLarge = false
        var response: HTTPResponse?
        var isAnswered = false
    }
    let target: String
    let id: String
    let state = Locked(State())
    let started = ContinuousClock.now

    init(target: String) {
        self.target = target
        id = Hexadecimal.text(Secrets.randomBytes(8))
    }
}

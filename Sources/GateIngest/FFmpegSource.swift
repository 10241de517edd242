import CFFmpeg
import Foundation
import GateDomain
public import GatePipeline

/// A recording or a live stream through FFmpeg: a file, a folder of files, `rtsp://`, `http://`.
public final class FFmpegSource: VideoSource {
    public let name: String
    private let location: String
    private let isLive: Bool
    private let clock: ClockRule
    private let options: IngestOptions
    private let running = Locked<(guardian: ReadGuard?, isStopped: Bool)>((nil, false))

    /// - Parameter location: a path, or with a live clock the URL of a camera, of which only scheme, host and port are ever shown.
    public init(location: String, clock: ClockRule, options: IngestOptions = .standard) {
        self.location = location
        self.clock = clock
        self.options = options
        if case .live = clock { isLive = !location.hasPrefix("/") } else { isLive = false }
        name = printable(location, isLive: isLive)
    }

    public func stop() {
        running.withLock {
            $0.isStopped = true
            $0.guardian?.stop()
        }
    }

    public func run(
        epoch: Int, deliver: (VideoFrame) -> Bool, notice: (IngestNotice) -> Void
    ) throws(IngestError) {
        let guardian = ReadGuard()
        let isStopped = running.withLock {
            $0.guardian = guardian
            return $0.isStopped
        }
        defer { running.withLock { $0.guardian = nil } }
        guard !isStopped else { return }
        var stamper = self.stamper(epoch: epoch)
        for path in try files() {
            guard try runOne(path, guardian, &stamper, deliver, notice) else { return }
        }
    }

    /// The location, or the files of a folder in order of name.
    private func files() throws(IngestError) -> [String] {
        guard !isLive else { return [location] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder) else {
            throw IngestError("\(name): there is no such file; check the path", isRetriable: false)
        }
        guard isFolder.boolValue else { return [location] }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: location)) ?? []).sorted()
        let videos = names.filter { !$0.hasPrefix(".") }.map { location + "/" + $0 }
        guard !videos.isEmpty else { throw IngestError("\(name): the folder is empty", isRetriable: false) }
        return videos
    }

    private func stamper(epoch: Int) -> CaptureClock {
        switch clock {
        case .live: CaptureClock(epoch: epoch)
        case .recording(let start, let offset):
            CaptureClock(epoch: epoch, start: start, offset: offset, quality: .recorded)
        case .unknownTime:
            CaptureClock(epoch: epoch, start: Instant(microseconds: 0), offset: 0, quality: .unknown)
        }
    }

    /// False when no more is wanted.
    private func runOne(
        _ path: String, _ guardian: ReadGuard, _ stamper: inout CaptureClock, _ deliver: (VideoFrame) -> Bool,
        _ notice: (IngestNotice) -> Void
    ) throws(IngestError) -> Bool {
        let demuxer = try Demuxer(location: path, isLive: isLive, options: options, guardian: guardian)
        guard let stream = demuxer.stream else { return true }
        let decoder = try VideoDecoder(stream: stream, name: demuxer.name, isRetriable: isLive)
        let converter = PictureConverter()
        let orientation = Orientation(stream: stream)
        let declaredSeconds = isLive ? 0 : demuxer.declaredSeconds
        var firstStream: Double?
        var lastStream = 0.0
        var frameLength = 0.04
        var last: CaptureTime?
        var clock = stamper

        let accept: (UnsafeMutablePointer<AVFrame>) -> Bool = { decoded in
            let pts = decoded.pointee.best_effort_timestamp
            var seconds =
                pts == GATE_AV_NOPTS_VALUE
                ? (firstStream == nil ? 0 : lastStream + frameLength) : Double(pts) * demuxer.timeBase
            if firstStream == nil { firstStream = seconds }
            // A recording's time never runs backwards: a picture stamped earlier is taken as the next one.
            if !self.isLive, last != nil, seconds <= lastStream { seconds = lastStream + frameLength }
            if last != nil, seconds > lastStream, seconds - lastStream < 1 { frameLength = seconds - lastStream }
            let time = self.stamp(demuxer.hasTimes ? seconds : nil, recorded: seconds, &clock)
            if let last, !self.isLive, seconds - lastStream > self.options.gapTolerance {
                notice(.gap(from: last, to: time))
            }
            lastStream = seconds
            last = time
            guard
                let frame = DecodedPicture.videoFrame(
                    decoded, time: time, converter: converter, orientation: orientation)
            else { return true }
            return deliver(frame)
        }
        defer { stamper = clock }

        var isFirst = true
        reading: while true {
            switch demuxer.next(timeout: options.readTimeout) {
            case .packet(let packet):
                if isFirst, demuxer.hasTimes { begin(&clock, packet, demuxer) }
                isFirst = false
                guard decoder.decode(packet, deliver: accept) else { return false }
            case .end:
                break reading
            case .error(let code):
                if guardian.isStopped { return false }
                if isLive {
                    throw Demuxer.error(
                        demuxer.name, code, guardian, true, doing: "the stream broke off", waited: options.readTimeout)
                }
                report(decoder, last, "\(demuxer.name): damaged (\(ffmpegMessage(code)))", notice)
                break reading
            }
            report(decoder, last, "\(demuxer.name): damaged pictures left out", notice)
        }
        guard decoder.decode(nil, deliver: accept) else { return false }
        report(decoder, last, "\(demuxer.name): damaged pictures left out", notice)
        if isLive { throw IngestError("\(demuxer.name): the stream ended", isRetriable: true) }
        guard let firstStream else {
            throw IngestError(
                "\(demuxer.name): no picture in it can be decoded; check the file or leave it out", isRetriable: false)
        }
        let seen = lastStream - firstStream + frameLength
        if declaredSeconds > 0, seen + max(1, options.gapTolerance / 2) < declaredSeconds {
            let detail =
                "\(demuxer.name): recording ends early: \(seconds(seen)) of \(seconds(declaredSeconds)) s decoded"
            notice(.damaged(count: 1, near: last, detail: detail))
            if let last {
                let end = firstStream + declaredSeconds
                notice(.gap(from: last, to: stamp(end, recorded: end, &clock)))
            }
        }
        return true
    }

    /// - Parameters:
    ///   - stream: seconds of the stream's own time; nil where a live stream has none.
    ///   - recorded: what stands for it in a recording.
    private func stamp(_ stream: Double?, recorded: Double, _ clock: inout CaptureClock) -> CaptureTime {
        guard case .live(let wall) = self.clock else { return clock.stamp(recorded, arrival: .distantPast) }
        return clock.stamp(stream, arrival: wall.now(), isUncertain: wall.isUncertain)
    }

    /// Relates a live stream's time to the moment when its first bytes came, before they were probed.
    private func begin(_ clock: inout CaptureClock, _ packet: UnsafeMutablePointer<AVPacket>, _ demuxer: Demuxer) {
        guard case .live(let wall) = self.clock else { return }
        let time = packet.pointee.pts == GATE_AV_NOPTS_VALUE ? packet.pointee.dts : packet.pointee.pts
        guard time != GATE_AV_NOPTS_VALUE else { return }
        let age = Double(ReadGuard.now - demuxer.began) / 1e9
        clock.begin(stream: Double(time) * demuxer.timeBase, arrival: wall.now().advanced(bySeconds: -age))
    }

    private func report(
        _ decoder: VideoDecoder, _ time: CaptureTime?, _ detail: String, _ notice: (IngestNotice) -> Void
    ) {
        let count = decoder.takeDamaged()
        if count > 0 { notice(.damaged(count: count, near: time, detail: detail)) }
    }

    private func seconds(_ value: Double) -> String { String(format: "%.1f", value) }
}

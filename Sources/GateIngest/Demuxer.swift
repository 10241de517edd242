import CFFmpeg
import Foundation
import GateDomain
import GatePipeline

/// An opened stream: its container, the best video track, and the packet that is reused.
final class Demuxer {
    private var context: UnsafeMutablePointer<AVFormatContext>?
    private let guardian: ReadGuard
    let name: String
    let streamIndex: Int32
    let timeBase: Double
    private var packet: UnsafeMutablePointer<AVPacket>?

    var stream: UnsafeMutablePointer<AVStream>? { context?.pointee.streams[Int(streamIndex)] }

    init(location: String, options: IngestOptions, guardian: ReadGuard) throws(IngestError) {
        _ = quietFFmpeg
        let name = printable(location)
        self.name = name
        self.guardian = guardian
        guard let allocated = avformat_alloc_context() else {
            throw IngestError("\(name): out of memory", isRetriable: true)
        }
        allocated.pointee.interrupt_callback = AVIOInterruptCB(
            callback: gateInterrupt, opaque: Unmanaged.passUnretained(guardian).toOpaque())
        var dictionary: OpaquePointer?
        if location.hasPrefix("rtsp://") || location.hasPrefix("rtsps://") {
            av_dict_set(&dictionary, "rtsp_transport", options.usesUDP ? "udp" : "tcp", 0)
            // Microseconds.
            av_dict_set(&dictionary, "timeout", String(Int(saturating: options.readTimeout * 1e6)), 0)
            av_dict_set(&dictionary, "analyzeduration", "2000000", 0)
            av_dict_set(&dictionary, "probesize", "1000000", 0)
        }
        guardian.allow(options.openTimeout)
        var opened: UnsafeMutablePointer<AVFormatContext>? = allocated
        let isLive = location.contains("://")
        var code = avformat_open_input(&opened, location, nil, &dictionary)
        av_dict_free(&dictionary)
        guard code >= 0, let opened else {
            throw Demuxer.error(
                name, code, guardian, isLive,
                doing: isLive ? "cannot be opened" : "not a video that FFmpeg can read", waited: options.openTimeout)
        }
        context = opened
        guardian.allow(options.openTimeout)
        code = avformat_find_stream_info(opened, nil)
        var index: Int32 = -1
        if code >= 0 {
            index = av_find_best_stream(opened, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
        }
        guard code >= 0, index >= 0, let stream = opened.pointee.streams[Int(index)] else {
            var context = context
            avformat_close_input(&context)
            self.context = nil
            streamIndex = -1
            timeBase = 0
            throw Demuxer.error(
                name, min(code, index), guardian, isLive, doing: "no video track found in it",
                waited: options.openTimeout)
        }
        streamIndex = index
        timeBase = av_q2d(stream.pointee.time_base)
        for other in 0..<Int(opened.pointee.nb_streams) where other != Int(index) {
            opened.pointee.streams[other]?.pointee.discard = AVDISCARD_ALL
        }
        packet = av_packet_alloc()
    }

    deinit {
        av_packet_free(&packet)
        avformat_close_input(&context)
    }

    /// How long the recording says that it is, of the track or else of the file; 0 when it does not say.
    var declaredSeconds: Double {
        guard let context, let stream else { return 0 }
        if stream.pointee.duration > 0 { return Double(stream.pointee.duration) * timeBase }
        // An estimate out of size and bit rate would always fit what there is.
        let isStated = context.pointee.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE
        return isStated && context.pointee.duration > 0 ? Double(context.pointee.duration) / Double(AV_TIME_BASE) : 0
    }

    enum Next {
        case packet(UnsafeMutablePointer<AVPacket>)
        case end
        case error(Int32)
    }

    /// The next packet of the video track; valid until the next call.
    func next(timeout: Double) -> Next {
        guard let context, let packet else { return .end }
        while true {
            av_packet_unref(packet)
            guardian.allow(timeout)
            let code = av_read_frame(context, packet)
            if code == GATE_AVERROR_EOF { return .end }
            if code < 0 { return .error(code) }
            if packet.pointee.stream_index == streamIndex { return .packet(packet) }
        }
    }

    static func error(
        _ name: String, _ code: Int32, _ guardian: ReadGuard, _ isLive: Bool, doing what: String, waited: Double
    ) -> IngestError {
        if guardian.isStopped { return IngestError("\(name): stopped", isRetriable: false) }
        if guardian.hasExpired {
            return IngestError("\(name): \(what): no answer for \(Int(saturating: waited)) s", isRetriable: true)
        }
        let advice = isLive ? "check address, password and network" : "check the file or leave it out"
        return IngestError("\(name): \(what) (\(ffmpegMessage(code))); \(advice)", isRetriable: isLive)
    }
}

import CFFmpeg
import Foundation
import GateDomain
import GatePipeline

/// An opened stream: its container, the best video track, and the packet that is reused.
///
/// A file is opened as the very file that its name says, and a camera at its own address; nothing else is opened on their behalf.
final class Demuxer {
    private var context: UnsafeMutablePointer<AVFormatContext>?
    private var input: UnsafeMutablePointer<AVIOContext>?
    private var body: HTTPBody?
    private let watchman: Watchman
    let name: String
    private let isLive: Bool
    private(set) var streamIndex: Int32 = -1
    private(set) var timeBase = 0.0
    /// False where pictures carry no times of their own.
    private(set) var hasTimes = true
    /// When the first bytes came: nanoseconds of `ReadGuard.now`.
    private(set) var began: UInt64 = 0
    private var packet: UnsafeMutablePointer<AVPacket>?

    var stream: UnsafeMutablePointer<AVStream>? { context?.pointee.streams[Int(streamIndex)] }

    /// - Parameter isLive: `location` is a camera's URL, not a file's path.
    init(location: String, isLive: Bool, options: IngestOptions, guardian: ReadGuard) throws(IngestError) {
        _ = quietFFmpeg
        name = printable(location, isLive: isLive)
        self.isLive = isLive
        watchman = Watchman(guardian)
        guardian.allow(options.openTimeout)
        do throws(IngestError) {
            if isLive {
                guard let url = StreamURL(location) else {
                    throw IngestError(
                        "\(name): scheme, user, host and port cannot be told apart; rtsp, rtsps, http or https is expected, and / ? # @ in a password as %2F %3F %23 %40",
                        isRetriable: false)
                }
                if url.scheme.hasPrefix("rtsp") {
                    try openRTSP(url, location, options)
                } else {
                    try openBody(url, options)
                }
            } else {
                try openFile(location, options)
            }
            try findTrack(options)
        } catch  where guardian.isStopped {
            throw IngestError("\(name): stopped", isRetriable: false)
        }
    }

    deinit {
        av_packet_free(&packet)
        avformat_close_input(&context)
        if body == nil {
            avio_closep(&input)
        } else if input != nil {
            gate_av_free_buffer(input)
            avio_context_free(&input)
        }
    }

    private var interrupt: AVIOInterruptCB {
        AVIOInterruptCB(callback: gateInterrupt, opaque: Unmanaged.passUnretained(watchman).toOpaque())
    }

    private func openRTSP(_ url: StreamURL, _ location: String, _ options: IngestOptions) throws(IngestError) {
        var dictionary: OpaquePointer?
        // Over TCP all comes from the one connection; over UDP the camera could name other addresses.
        av_dict_set(&dictionary, "rtsp_transport", "tcp", 0)
        av_dict_set(&dictionary, "timeout", String(Int(saturating: options.readTimeout * 1e6)), 0)  // microseconds
        av_dict_set(&dictionary, "analyzeduration", "2000000", 0)
        av_dict_set(&dictionary, "probesize", "1000000", 0)
        av_dict_set(&dictionary, "protocol_whitelist", url.scheme == "rtsps" ? "tls,tcp" : "tcp", 0)
        let allocated = try allocate()
        watchman.door = allocated
        try open(allocated, location, av_find_input_format("rtsp"), &dictionary, options)
        watchman.door = nil
    }

    private func openBody(_ url: StreamURL, _ options: IngestOptions) throws(IngestError) {
        let body = try HTTPBody(url, guardian: watchman.guardian)
        self.body = body
        began = ReadGuard.now
        let size = 1 << 16
        guard let buffer = av_malloc(size),
            let input = avio_alloc_context(
                buffer.assumingMemoryBound(to: UInt8.self), Int32(size), 0, Unmanaged.passUnretained(body).toOpaque(),
                gateReadBody, nil, nil)
        else { throw IngestError("\(name): out of memory", isRetriable: true) }
        self.input = input
        let isParts = body.contentType.hasPrefix("multipart/")
        try openInput(isParts ? av_find_input_format("mpjpeg") : nil, options)
    }

    private func openFile(_ path: String, _ options: IngestOptions) throws(IngestError) {
        guard isRegularFile(path) else {
            throw IngestError("\(name): it is no file that holds a recording; check the path", isRetriable: false)
        }
        var callback = interrupt
        // With the protocol before it, no part of a file's name can be taken for a protocol or a pattern.
        let code = avio_open2(&input, "file:" + path, AVIO_FLAG_READ, &callback, nil)
        guard code >= 0 else {
            throw Demuxer.error(
                name, code, watchman.guardian, false, doing: "cannot be opened", waited: options.openTimeout)
        }
        try openInput(nil, options)
    }

    /// Opens `input` as `format`, or as what its content is.
    private func openInput(_ format: UnsafePointer<AVInputFormat>?, _ options: IngestOptions) throws(IngestError) {
        var format = format
        if format == nil {
            let code = av_probe_input_buffer2(input, &format, "", nil, 0, 0)
            guard code >= 0, format != nil else {
                throw Demuxer.error(
                    name, code, watchman.guardian, isLive, doing: "not a video that FFmpeg can read",
                    waited: options.openTimeout)
            }
            // A file of JPEG pictures one after the other is taken for one picture.
            if let found = format, AllowedMedia.name(found) == "jpeg_pipe" { format = av_find_input_format("mjpeg") }
        }
        guard let format, AllowedMedia.contains(format) else {
            let what = format.flatMap { $0.pointee.long_name.map { String(cString: $0) } } ?? "of an unknown kind"
            throw IngestError(
                "\(name): it is \(what), which no camera sends (\(AllowedMedia.explanation)); check the \(isLive ? "address" : "file")",
                isRetriable: isLive)
        }
        hasTimes = AllowedMedia.hasTimes(format)
        let allocated = try allocate()
        allocated.pointee.pb = input
        var dictionary: OpaquePointer?
        av_dict_set(&dictionary, "format_whitelist", format.pointee.name, 0)
        if isLive { av_dict_set(&dictionary, "analyzeduration", "2000000", 0) }
        try open(allocated, "", format, &dictionary, options)
    }

    private func allocate() throws(IngestError) -> UnsafeMutablePointer<AVFormatContext> {
        guard let allocated = avformat_alloc_context() else {
            throw IngestError("\(name): out of memory", isRetriable: true)
        }
        allocated.pointee.interrupt_callback = interrupt
        allocated.pointee.io_open = gateRefuseToOpen
        return allocated
    }

    private func open(
        _ allocated: UnsafeMutablePointer<AVFormatContext>, _ location: String,
        _ format: UnsafePointer<AVInputFormat>?, _ dictionary: inout OpaquePointer?, _ options: IngestOptions
    ) throws(IngestError) {
        av_dict_set(&dictionary, "codec_whitelist", AllowedMedia.codecs, 0)
        var opened: UnsafeMutablePointer<AVFormatContext>? = allocated
        let code = avformat_open_input(&opened, location, format, &dictionary)
        av_dict_free(&dictionary)
        guard code >= 0, let opened else {
            throw Demuxer.error(
                name, code, watchman.guardian, isLive,
                doing: isLive ? "cannot be opened" : "not a video that FFmpeg can read",
                waited: options.openTimeout)
        }
        context = opened
        if began == 0 { began = ReadGuard.now }
    }

    private func findTrack(_ options: IngestOptions) throws(IngestError) {
        guard let context else { return }
        watchman.guardian.allow(options.openTimeout)
        let count = Int(context.pointee.nb_streams)
        var limits = [OpaquePointer?](repeating: nil, count: count)
        for index in limits.indices { av_dict_set(&limits[index], "max_pixels", String(AllowedMedia.pixels), 0) }
        let code = avformat_find_stream_info(context, &limits)
        for index in limits.indices { av_dict_free(&limits[index]) }
        let index = code >= 0 ? av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0) : code
        guard index >= 0, let stream = context.pointee.streams[Int(index)] else {
            throw Demuxer.error(
                name, index, watchman.guardian, isLive, doing: "no video track found in it", waited: options.openTimeout
            )
        }
        streamIndex = index
        timeBase = av_q2d(stream.pointee.time_base)
        for other in 0..<Int(context.pointee.nb_streams) where other != Int(index) {
            context.pointee.streams[other]?.pointee.discard = AVDISCARD_ALL
        }
        packet = av_packet_alloc()
    }

    /// How long the recording says that it is, of the track or else of the file; 0 when it does not say.
    var declaredSeconds: Double {
        guard let context, let stream else { return 0 }
        if stream.pointee.duration > 0 { return Double(stream.pointee.duration) * timeBase }
        // An estimate out of size and bit rate would always fit what there is.
        let isStated = context.pointee.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE
        return isStated && context.pointee.duration > 0 ? Double(context.pointee.duration) / Double(AV_TIME_BASE) : 0
    }

    /// When the recorder says that it was made, as it says it; nil when it does not.
    var creationTime: String? {
        let tags = [stream?.pointee.metadata, context?.pointee.metadata].compactMap { $0 }
        return tags.lazy.compactMap { av_dict_get($0, "creation_time", nil, 0) }.first.map {
            String(cString: $0.pointee.value)
        }
    }

    enum Next {
        case packet(UnsafeMutablePointer<AVPacket>)
        case end
        case error(Int32)
    }

    /// The next packet of the video track; valid until the next call.
    func next(timeout: Double) -> Next {
        guard let context, let packet else { return .end }
        watchman.guardian.allow(timeout)
        while true {
            av_packet_unref(packet)
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

/// Called by FFmpeg when a container names another file or address: none is opened.
private func gateRefuseToOpen(
    _ context: UnsafeMutablePointer<AVFormatContext>?,
    _ input: UnsafeMutablePointer<UnsafeMutablePointer<AVIOContext>?>?,
    _ url: UnsafePointer<CChar>?, _ flags: Int32, _ options: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 { GATE_AVERROR_EPERM }

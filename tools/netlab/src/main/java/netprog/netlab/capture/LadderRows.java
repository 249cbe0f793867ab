package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;
import static netprog.netlab.capture.Packet.ACK;
import static netprog.netlab.capture.Packet.FIN;
import static netprog.netlab.capture.Packet.RST;
import static netprog.netlab.capture.Packet.SYN;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netprog.netlab.capture.DrawnConversation.Step;
import netprog.netlab.capture.Packet.Note;
import netprog.netlab.common.IcmpError;
import netprog.netlab.common.Json;
import netprog.netlab.common.ServiceKind;
import netprog.wire.Ladder;
import netprog.wire.Ladder.Direction;
import netprog.wire.Ladder.Row;

/** Turns a conversation into the rows of a ladder: the client is on the left, and each packet is explained. */
final class LadderRows {
    private final Conversation conversation;
    private final ServiceKind service;
    private final MessageTexts texts;
    private final Map<Boolean, FrameStream> frames = Map.of(true, new FrameStream(), false, new FrameStream());
    private final Map<Boolean, Integer> syns = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Packet previous; // null at the beginning and after a gap
    private int same; // how many equal datagrams were sent one after the other
    private int handshake; // 1 after the SYN, 2 after the SYN+ACK, 3 after the ACK

    private LadderRows(Conversation conversation, ServiceKind service, MessageTexts texts) {
        this.conversation = conversation;
        this.service = service;
        this.texts = texts;
    }

    /** Draws what is kept of a conversation; a remark between the first and the last packets counts those left out. */
    static List<Step> of(Conversation conversation, ServiceKind service, MessageTexts texts) {
        LadderRows rows = new LadderRows(conversation, service, texts);
        conversation.head.forEach(rows::add);
        if (conversation.leftOut > 0) {
            String text = "... " + MESSAGES.get("row.left-out", conversation.leftOut) + " ...";
            rows.steps.add(new Step(null, new Row("", Direction.NONE, text, List.of(), false)));
            rows.previous = null;
        }
        conversation.tail().forEach(rows::add);
        return rows.steps;
    }

    private void add(Packet packet) {
        if (packet.icmp() != null) {
            addError(packet);
            return;
        }
        boolean fromClient = conversation.fromClient(packet);
        List<String> below = new ArrayList<>();
        boolean tcp = conversation.transport == Packet.Transport.TCP;
        String label = tcp ? segment(packet, fromClient, below) : datagram(packet, fromClient, below);
        if (packet.fragments() > 1) {
            below.add(MESSAGES.get("below.fragments", packet.fragments()));
        }
        if (packet.data().length > 0) {
            below.add(Ladder.hex(packet.data()));
        }
        boolean trouble = packet.has(RST) || !packet.notes().isEmpty() || same > 1;
        addArrow(packet, fromClient, label, below, trouble);
        previous = packet;
    }

    private void addArrow(Packet packet, boolean toServer, String label, List<String> below, boolean trouble) {
        Direction direction = toServer ? Direction.TO_RIGHT : Direction.TO_LEFT;
        steps.add(new Step(packet, new Row(time(packet), direction, label, below, trouble)));
    }

    private String time(Packet packet) {
        BigDecimal since = packet.time().subtract(conversation.begin());
        return since.setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    /** An ICMP error goes to the sender of the packet that it is about. */
    private void addError(Packet packet) {
        IcmpError icmp = packet.icmp();
        String what = MESSAGES.get("icmp." + Json.name(icmp.kind()), icmp.type(), icmp.code());
        boolean fromServer = icmp.sender().equals(packet.to().host());
        String label = fromServer ? MESSAGES.get("icmp", what) : MESSAGES.get("icmp.from", icmp.sender(), what);
        List<String> below = new ArrayList<>();
        if (previous != null && previous.from().equals(packet.from())) {
            BigDecimal after = packet.time().subtract(previous.time()).movePointRight(3);
            below.add(MESSAGES.get(
                    "below.about", after.setScale(3, RoundingMode.HALF_UP).toPlainString()));
        }
        addArrow(packet, !conversation.fromClient(packet), label, below, true);
    }

    private String datagram(Packet packet, boolean fromClient, List<String> below) {
        boolean again = previous != null
                && previous.from().equals(packet.from())
                && previous.length() == packet.length()
                && Arrays.equals(previous.data(), packet.data());
        same = again ? same + 1 : 1;
        String label = MESSAGES.get("label.datagram", data(packet, fromClient, below));
        return again ? MESSAGES.get("label.same-again", same, label) : label;
    }

    private String segment(Packet packet, boolean fromClient, List<String> below) {
        String label = packet.has(SYN) ? syn(packet, fromClient) : plain(packet, fromClient, below);
        if (packet.notes().contains(Note.RETRANSMISSION)) {
            label = MESSAGES.get("label.retransmission", label);
        } else if (packet.notes().contains(Note.OUT_OF_ORDER)) {
            label = MESSAGES.get("label.out-of-order", label);
        }
        if (packet.notes().contains(Note.MISSING_BEFORE)) {
            below.add(MESSAGES.get("below.missing"));
        }
        if (packet.notes().contains(Note.WINDOW_FULL)) {
            below.add(MESSAGES.get("below.window-full"));
        }
        return label;
    }

    private String syn(Packet packet, boolean fromClient) {
        int tries = syns.merge(fromClient, 1, Integer::sum);
        String label = MESSAGES.get(packet.has(ACK) ? "label.syn-ack" : "label.syn");
        handshake = packet.has(ACK) ? 2 : 1;
        return tries == 1 ? label : MESSAGES.get("label.try", label, tries);
    }

    private String plain(Packet packet, boolean fromClient, List<String> below) {
        boolean connected = handshake == 2 && fromClient;
        boolean refused = handshake == 1 && !fromClient;
        handshake = connected ? 3 : handshake;
        List<String> parts = new ArrayList<>();
        if (packet.length() > 0) {
            parts.add(packet.notes().contains(Note.KEEP_ALIVE) ? "keep-alive" : data(packet, fromClient, below));
        }
        if (packet.has(RST)) {
            parts.add(MESSAGES.get(refused ? "label.refused" : "label.reset"));
        } else if (packet.has(FIN)) {
            parts.add(MESSAGES.get("label.fin"));
        } else if (packet.length() == 0) {
            parts.add(acknowledgement(packet, connected));
        }
        return String.join(", ", parts);
    }

    private String acknowledgement(Packet packet, boolean connected) {
        if (packet.notes().contains(Note.DUPLICATE_ACK)) {
            return MESSAGES.get("label.duplicate-ack", packet.ack());
        } else if (packet.notes().contains(Note.ZERO_WINDOW)) {
            return MESSAGES.get("label.zero-window", packet.ack());
        } else if (packet.notes().contains(Note.KEEP_ALIVE)) {
            return "keep-alive";
        }
        return connected ? MESSAGES.get("label.connected") : MESSAGES.get("label.ack", packet.ack());
    }

    /** The size of the data and its beginning; its meaning is shown below. */
    private String data(Packet packet, boolean fromClient, List<String> below) {
        String size = MESSAGES.get(packet.length() == 1 ? "label.byte" : "label.bytes", packet.length());
        if (packet.length() == 0) {
            return size;
        } else if (packet.data().length == 0) {
            return size + " " + MESSAGES.get("label.not-recorded");
        } else if (service == ServiceKind.FRAMES) {
            return frames(packet, fromClient, size, below);
        }
        String meaning = MessageTexts.meaning(service, packet, fromClient);
        if (!meaning.isEmpty()) {
            below.add(meaning);
        }
        return size + " " + texts.quote(packet.data());
    }

    private String frames(Packet packet, boolean fromClient, String size, List<String> below) {
        FrameStream.Part part;
        if (conversation.transport == Packet.Transport.UDP) {
            part = new FrameStream.Part(List.of(CapturedFrame.at(packet.data(), 0)), 0);
            if (packet.length() != CapturedFrame.LENGTH) {
                below.add(MESSAGES.get(packet.length() < CapturedFrame.LENGTH ? "below.short" : "below.long"));
            }
        } else {
            part = frames.get(fromClient).take(packet);
        }
        boolean one = part.frames().size() == 1 && part.begun() == 0;
        texts.explain(part.frames(), fromClient, !one, below);
        if (part.begun() > 0) {
            below.add(MESSAGES.get("below.begun", part.begun(), CapturedFrame.LENGTH));
        }
        if (one) {
            boolean end = packet.length() < CapturedFrame.LENGTH && conversation.transport == Packet.Transport.TCP;
            return MESSAGES.get(
                    end ? "label.frame-end" : "label.frame",
                    size,
                    texts.quote(part.frames().get(0).text()));
        }
        return part.frames().isEmpty()
                ? MESSAGES.get("label.part", size, texts.quote(packet.data()))
                : MESSAGES.get("label.frames", size, part.frames().size());
    }
}
